import { begunAt } from './store.ts'

const DAY = 86_400_000
/** The newest of each of so many days, weeks and months that have one. */
const KEPT = { days: 7, weeks: 4, months: 6 }

/** Everything of so many days before the newest stays, up to so many: what somebody takes before a change is not the night's. */
const RECENT = { days: 3, most: 20 }

/**
 * Which backups stay: all of the last three days, since the newest may be the one that shows the damage, or is encrypted
 * with a key that nobody has; then the newest of each of the last seven days that have one, of four weeks and of six months. Days
 * without a backup do not count, so that where none is taken any more none is forgotten.
 *
 * @param names of good backups
 * @param proven the last that a drill has restored, which stays whatever its age
 */
export function keepWhich(names: readonly string[], proven: string | null): Set<string> {
  const newestFirst = names.toSorted().toReversed()
  const kept = new Set([
    ...recentOf(newestFirst),
    ...newestOfEach(newestFirst, dayOf, KEPT.days),
    ...newestOfEach(newestFirst, weekOf, KEPT.weeks),
    ...newestOfEach(newestFirst, monthOf, KEPT.months),
  ])
  if (proven !== null && names.includes(proven)) kept.add(proven)
  return kept
}

function recentOf(newestFirst: readonly string[]): string[] {
  const [newest] = newestFirst
  if (newest === undefined) return []
  const since = begunAt(newest).getTime() - RECENT.days * DAY
  return newestFirst.filter((name) => begunAt(name).getTime() >= since).slice(0, RECENT.most)
}

function newestOfEach(newestFirst: readonly string[], of: (name: string) => string, most: number): string[] {
  const found = new Map<string, string>()
  for (const name of newestFirst) if (!found.has(of(name))) found.set(of(name), name)
  return [...found.values()].slice(0, most)
}

function dayOf(name: string): string {
  return name.slice(0, 8)
}

function monthOf(name: string): string {
  return name.slice(0, 6)
}

/** Weeks begin on Monday; the first day of 1970 was a Thursday. */
function weekOf(name: string): string {
  return String(Math.floor((Math.floor(begunAt(name).getTime() / DAY) + 3) / 7))
}
