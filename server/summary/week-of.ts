/** A week of a business: from a Friday at 18:00 by its clock to the next, named by the day on which it ends. */
export type Week = {
  /** As `2026-11-20`. */
  name: string
  /** Milliseconds since 1970. An hour more or less than seven days where the clock was changed. */
  from: number
  to: number
  /** When the week before it began, and the first of the four that it is measured by. */
  before: number
  usual: number
  /** It and those four, the oldest first. */
  weeks: { name: string; from: number; to: number }[]
}

const DAY = 86_400_000
const FRIDAY = 5
const HOUR_OF_END = 18

/** The week that ended last, at `now` or before it. */
export function lastWeek(now: number, timeZone: string): Week {
  const wall = now + offsetAt(now, timeZone)
  const today = wall - (((wall % DAY) + DAY) % DAY)
  const sinceFriday = (new Date(today).getUTCDay() - FRIDAY + 7) % 7
  const friday = today - sinceFriday * DAY
  return instantOf(friday, timeZone) <= now ? weekOf(friday, timeZone) : weekOf(friday - 7 * DAY, timeZone)
}

/** When the week that is going on ends. */
export function nextEnd(now: number, timeZone: string): number {
  const last = lastWeek(now, timeZone)
  return instantOf(Date.parse(last.name) + 7 * DAY, timeZone)
}

function weekOf(friday: number, timeZone: string): Week {
  const ends = [35, 28, 21, 14, 7, 0].map((days) => friday - days * DAY)
  const weeks = ends.slice(1).map((end, index) => ({
    name: new Date(end).toISOString().slice(0, 10),
    from: instantOf(ends[index] ?? end, timeZone),
    to: instantOf(end, timeZone),
  }))
  const [first, , , before, last] = weeks
  if (!first || !before || !last) throw new Error('a week has four before it')
  return { ...last, before: before.from, usual: first.from, weeks }
}

/** The moment at which clocks there show the hour of the end on a day, given as its midnight in UTC. */
function instantOf(day: number, timeZone: string): number {
  const wall = day + HOUR_OF_END * 3_600_000
  // The offset that holds at the moment itself is not known before the moment is; the second guess is right but for
  // an hour that does not exist, which then is the one after it.
  const guess = wall - offsetAt(wall, timeZone)
  return wall - offsetAt(guess, timeZone)
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1_000) * 1_000
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(timeZone, known)
  return known
}
