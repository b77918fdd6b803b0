import type { DemandSeries, Habits } from './demand-series.ts'
import { enoughFor } from './demand-over.ts'
import { countQuantile } from './count-quantile.ts'
import { forecastDemand } from './forecast-demand.ts'

/** Sums over forecasts of weeks that were held out, so that tests of many products and branches add up. */
export type TestSums = {
  products: number
  weeks: number
  /** Pieces that were sold in those weeks. */
  pieces: number
  /** Absolute errors of the weeks' sums, in pieces. */
  ours: number
  mean: number
  /** Root mean squared scaled errors of the days, added over products (`scaled`). */
  scaled: number
  oursScaled: number
  meanScaled: number
  /** Losses at the quantile of the service level, in pieces (pinball). */
  oursPinball: number
  meanPinball: number
  /** Weeks in which what was kept for the service level sufficed. */
  oursEnough: number
  meanEnough: number
}

export const noTest = (): TestSums => ({
  products: 0,
  weeks: 0,
  pieces: 0,
  ours: 0,
  mean: 0,
  scaled: 0,
  oursScaled: 0,
  meanScaled: 0,
  oursPinball: 0,
  meanPinball: 0,
  oursEnough: 0,
  meanEnough: 0,
})

const WEEK = 7
/** The last weeks are foretold one by one, each from the days before it. */
const HELD_OUT = 4
export const HELD_OUT_DAYS = HELD_OUT * WEEK
/** With less before it there is nothing to foretell from. */
const LEAST = 14

/**
 * Foretells each of the last four weeks from the days before it and adds how far that was off to `sums`, beside the
 * plain mean of the thirty days before. Days of a held-out week on which nothing could be sold are asked of neither.
 *
 * @param plain pieces sold a day as the plain mean sees them, closed days and empty shelves as zeros
 * @param service the quantile that the pinball loss is of, 0.95
 */
export function backTest(
  sums: TestSums,
  series: DemandSeries,
  habits: Habits,
  service: number,
  plain: ArrayLike<number> = series.sold,
): void {
  const { sold, exposure, firstWeekday } = series
  const length = sold.length
  let [days, ours, theirs, tested] = [0, 0, 0, 0]
  for (let week = HELD_OUT; week >= 1; week -= 1) {
    const end = length - week * WEEK
    if (end < LEAST) continue
    const known = { sold: slice(sold, 0, end), exposure: slice(exposure, 0, end), firstWeekday }
    const forecast = forecastDemand(known, habits)
    const mean = meanOf(plain, end - 30, end)
    let [actual, foretold, asked] = [0, 0, 0]
    for (let day = end; day < end + WEEK; day += 1) {
      const share = exposure[day]!
      if (share <= 0) continue
      const expected = forecast.perDay * forecast.weekdays[(firstWeekday + day) % WEEK]! * share
      foretold += expected
      asked += share
      actual += sold[day]!
      days += 1
      ours += (expected - sold[day]!) ** 2
      theirs += (mean * share - sold[day]!) ** 2
    }
    if (asked === 0) continue
    tested += 1
    sums.weeks += 1
    sums.pieces += actual
    sums.ours += Math.abs(foretold - actual)
    sums.mean += Math.abs(mean * asked - actual)
    const kept = enoughFor({ ...forecast, perDay: foretold / WEEK }, WEEK, service)
    const plainly = countQuantile(mean * asked, mean * asked, service)
    sums.oursPinball += pinball(actual, kept, service)
    sums.meanPinball += pinball(actual, plainly, service)
    if (actual <= kept) sums.oursEnough += 1
    if (actual <= plainly) sums.meanEnough += 1
  }
  if (tested === 0) return
  sums.products += 1
  const scale = stepsOf(sold, exposure, length - HELD_OUT * WEEK)
  if (scale <= 0) return
  sums.scaled += 1
  sums.oursScaled += Math.sqrt(ours / days / scale)
  sums.meanScaled += Math.sqrt(theirs / days / scale)
}

function pinball(actual: number, kept: number, service: number): number {
  return actual > kept ? service * (actual - kept) : (1 - service) * (kept - actual)
}

/** The mean of so many days, or of as many as there were since the product was first there. */
function meanOf(plain: ArrayLike<number>, from: number, to: number): number {
  const first = Math.max(0, from)
  let sum = 0
  for (let day = first; day < to; day += 1) sum += plain[day]!
  return sum / (to - first)
}

/** The mean squared step from one day to the next, which errors are scaled by (R. J. Hyndman, A. B. Koehler, 2006, IJF 22(4)). */
function stepsOf(sold: ArrayLike<number>, exposure: ArrayLike<number>, end: number): number {
  let [sum, count, before] = [0, 0, -1]
  for (let day = 0; day < end; day += 1) {
    if (exposure[day]! <= 0) continue
    if (before >= 0) {
      sum += (sold[day]! - before) ** 2
      count += 1
    }
    before = sold[day]!
  }
  return count > 0 ? sum / count : 0
}

function slice(values: ArrayLike<number>, from: number, to: number): ArrayLike<number> {
  return Array.prototype.slice.call(values, from, to) as number[]
}
