import { type Observable, filter, map } from 'rxjs'
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
  readonly changed$: Observable<unknown>
  stop(): void
}

/** Keeps what support wants to know of a lane: how much waits and since when, and how long it takes to be settled. */
export function createReporter(unsent: Unsent, now: () => number): Reporter {
  const took: number[] = []
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
      }
    },
    isNews: (before, after) =>
      before.waiting !== after.waiting ||
      before.needHelp !== after.needHelp ||
      before.latency?.median !== after.latency?.median,
    changed$: unsent.version$,
    stop: () => watching.unsubscribe(),
  }
}

function latencyOf(took: readonly number[]): ReportFrame['latency'] {
  const sorted = took.toSorted((a, b) => a - b)
  const median = sorted[Math.floor((sorted.length - 1) / 2)]
  const worst = sorted.at(-1)
  return median === undefined || worst === undefined ? null : { median, worst }
}
