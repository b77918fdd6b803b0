import { setTimeout as rest } from 'node:timers/promises'
import { allOf } from '../../database/all-of.ts'
import type { Step } from '../connection/connection.ts'

/** A strictly sequential piece of work after the other; `idle` where there is nothing to do for now. */
export type Lane = () => Promise<Step>

/**
 * Works in lanes side by side until each has found nothing to do since any of them did something: what one finds may be
 * another's to do. A lane that is idle meanwhile is asked again every so often. One that throws ends the others at their next piece.
 *
 * @param askedAgain milliseconds
 */
export async function runLanes(
  lanes: readonly Lane[],
  signal: AbortSignal,
  askedAgain: number,
): Promise<void> {
  const ended = new AbortController()
  const either = AbortSignal.any([signal, ended.signal])
  const idle = new Set<Lane>()
  let wake = new AbortController()
  const work = async (lane: Lane): Promise<void> => {
    while (!either.aborted) {
      if ((await lane()) === 'more') {
        // Whoever was idle before this may have something to do now.
        idle.clear()
        continue
      }
      idle.add(lane)
      if (idle.size === lanes.length) ended.abort()
      // Nobody is at work any more: the others look once more, so that the end is not waited for.
      wake.abort()
      wake = new AbortController()
      const woken = AbortSignal.any([either, wake.signal])
      await rest(askedAgain, undefined, { signal: woken, ref: false }).catch(() => {})
    }
  }
  await allOf(
    lanes.map((lane) =>
      work(lane).catch((error: unknown) => {
        ended.abort()
        throw error
      }),
    ),
  )
}
