import { normalQuantile } from './count-quantile.ts'
import { demandOver } from './demand-over.ts'
import type { Pace } from './demand-over.ts'

/** Nobody plans further: no more days than these are ever reckoned. */
const LONGEST = 999

/** What lasts more days than this is said to last for over a year, and not how long. */
export const YEAR = 365

/**
 * Days until a shelf is empty at a pace, as it is told of every level: one decimal below ten days, whole days above.
 *
 * @param perDay pieces a day; null or 0 where nothing is sold
 * @returns null where it never will be
 */
export function daysRemaining(onHand: number, perDay: number | null): number | null {
  if (perDay === null || perDay <= 0) return null
  const days = onHand / perDay
  return Math.min(LONGEST, days < 10 ? Math.round(days * 10) / 10 : Math.round(days))
}

/**
 * When the shelf will be empty: after `low` days at the earliest and `high` at the latest, in eight cases of ten. The
 * demand up to a day is taken as normal, with the variance of the forecast.
 */
export function rangeOfDays(pace: Pace, onHand: number): { low: number; high: number } | null {
  if (pace.perDay <= 0) return null
  const z = normalQuantile(0.9)
  return {
    low: rounded(firstDay((days) => reached(pace, days, z) >= onHand)),
    high: rounded(firstDay((days) => reached(pace, days, -z) >= onHand)),
  }
}

function reached(pace: Pace, days: number, z: number): number {
  const { mean, variance } = demandOver(pace, days)
  return mean + z * Math.sqrt(variance)
}

/** The first moment at which something holds, within a tenth of a day; it must hold ever after. */
function firstDay(holds: (days: number) => boolean): number {
  if (holds(0)) return 0
  let [before, after] = [0, LONGEST]
  while (after - before > 0.05) {
    const middle = (before + after) / 2
    if (holds(middle)) after = middle
    else before = middle
  }
  return after
}

function rounded(days: number): number {
  return days < 10 ? Math.round(days * 10) / 10 : Math.round(days)
}
