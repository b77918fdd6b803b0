import { evenWeek } from './demand-series.ts'
import { weekdayFactors } from './weekday-factors.ts'

/**
 * How the weekdays share the sales of a whole branch, Monday first: its pieces per open day, each against the mean;
 * 0 for a weekday on which it was mostly closed in the last eight weeks.
 *
 * @param sold pieces of all products a day, the oldest first
 * @param open 1 where the branch was open
 */
export function weekOfBranch(
  sold: ArrayLike<number>,
  open: ArrayLike<number>,
  firstWeekday: number,
): readonly number[] {
  const opened = [0, 0, 0, 0, 0, 0, 0]
  const days = [0, 0, 0, 0, 0, 0, 0]
  for (let day = Math.max(0, sold.length - 56); day < sold.length; day += 1) {
    const weekday = (firstWeekday + day) % 7
    days[weekday]! += 1
    if (open[day]! > 0) opened[weekday]! += 1
  }
  const closed = days.map((count, weekday) => count >= 3 && opened[weekday]! < count / 3)
  const given = evenWeek.map((one, weekday) => (closed[weekday] ? 0 : one))
  if (given.every((factor) => factor === 0)) return evenWeek
  return weekdayFactors({ sold, exposure: open, firstWeekday }, given, 0, 20)
}

/** The paces of products that are known, of one kind: how many, and what they add up to. */
export type Kin = { products: number; sum: number; squares: number }

/** A product that was for sale on fewer days says too little of its kind. */
const KNOWN_AFTER = 28

export function countKin(kin: Kin, pieces: number, days: number): void {
  if (days < KNOWN_AFTER) return
  const pace = pieces / days
  kin.products += 1
  kin.sum += pace
  kin.squares += pace * pace
}

/**
 * What a product is believed to sell before it has sold: a gamma distribution with the mean and the variance of its
 * kind's paces, in pieces and days (the empirical Bayes prior of H. Robbins, 1956, An Empirical Bayes Approach to
 * Statistics, by the method of moments). The more the kind differs in itself, the fewer days it counts for.
 */
export function priorOf({ products, sum, squares }: Kin): { pieces: number; days: number } {
  if (products < 3) return { pieces: 0, days: 0 }
  const mean = sum / products
  if (mean <= 0) return { pieces: 0, days: 0 }
  const variance = Math.max(squares / products - mean * mean, (0.3 * mean) ** 2)
  const days = Math.min(Math.max(mean / variance, 0.5), 10)
  return { pieces: mean * days, days }
}
