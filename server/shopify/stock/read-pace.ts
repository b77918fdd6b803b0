import type { Sleep } from '../api/governor.ts'
import type { Budget } from '../api/shop-api.ts'

/** Waits until the next reading of a shop may begin. */
export type ReadPace = (budget: Budget | undefined, signal: AbortSignal) => Promise<void>

/** While there is plenty, the next reading begins so long after the one before. Milliseconds. */
const QUICK = 300
/** Plenty is so much of the budget. */
const PLENTY = 0.25
/** What a reading costs, in points, and something for others. */
const COST = 100

/**
 * A shop that sells without pause has something new in every answer, and would be read for one or two orders at a time
 * until its budget is empty. So what changes meanwhile gathers, and below a fourth of the budget no faster is read than it
 * comes back. The first reading of a pass is never waited for.
 */
export function openReadPace({ now, sleep }: { now: () => number; sleep: Sleep }): ReadPace {
  let last = Number.NEGATIVE_INFINITY
  return async (budget, signal) => {
    const wait = last + gapOf(budget) - now()
    if (wait > 0) await sleep(wait, signal)
    last = now()
  }
}

function gapOf(budget: Budget | undefined): number {
  if (budget === undefined || budget.available >= budget.maximum * PLENTY) return QUICK
  return Math.max(QUICK, (COST / budget.restoreRate) * 1_000)
}
