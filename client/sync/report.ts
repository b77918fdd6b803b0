import { BehaviorSubject, type Observable, filter, map, merge } from 'rxjs'
import type { ReportFrame } from '../../shared/sync/protocol.ts'
import { appVersion } from '../../shared/version.ts'
import { textIn } from '../database/rows.ts'
import type { Unsent } from '../database/unsent.ts'

/** How many of the last documents the latency is taken from. */
const most = 50

export type Reporter = {
  /** What this device says of itself now. */
  now(): ReportFrame
  /** Whether what is said now is news beside what was said before: ages grow by themselves and are none. */
  isNews(before: ReportFrame, now: ReportFrame): boolean
  /** Rows were repaired after a digest differed (C5). */
  healed(rows: number): void
  /** A report went out: what it said was healed is not said again. */
  told(report: ReportFrame): void
  readonly changed$: Observable<unknown>
  stop(): void
}

/** Keeps what support wants to know of a lane: how much waits and since when, and how long it takes to be settled. */
export function createReporter(unsent: Unsent, now: () => number): Reporter {
  const took: number[] = []
  const healed$ = new BehaviorSubject(0)
  const watching = unsent.settled$
    .pipe(
      map(({ document }) => Date.parse(textIn(document, 'createdAt') || textIn(document, 'updatedAt'))),
      filter((at) => !Number.isNaN(at)),
    )
    .subscribe((at) => {
      took.push(Math.max(0, now() - at))
      if (took.length > most) took.shift()
    })

  return {
    now() {
      const all = unsent.all()
      const since = all.map(({ document }) => textIn(document, 'createdAt') || textIn(document, 'updatedAt'))
      const oldest = since.filter(Boolean).toSorted()[0]
      return {
        type: 'report',
        version: appVersion,
        waiting: all.length,
        oldestAgeMs: oldest === undefined ? null : Math.max(0, now() - Date.parse(oldest)),
        needHelp: unsent.needHelp().length,
        latency: latencyOf(took),
        healed: healed$.value,
      }
    },
    isNews: (before, after) =>
      before.waiting !== after.waiting ||
      before.needHelp !== after.needHelp ||
      before.latency?.median !== after.latency?.median ||
      (after.healed ?? 0) > 0,
    healed: (rows) => healed$.next(healed$.value + rows),
    told: ({ healed = 0 }) => healed$.next(healed$.value - healed),
    changed$: merge(unsent.version$, healed$),
    stop: () => watching.unsubscribe(),
  }
}

function latencyOf(took: readonly number[]): ReportFrame['latency'] {
  const sorted = took.toSorted((a, b) => a - b)
  const median = sorted[Math.floor((sorted.length - 1) / 2)]
  const worst = sorted.at(-1)
  return median === undefined || worst === undefined ? null : { median, worst }
}
