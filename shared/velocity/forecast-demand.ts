import type { DemandSeries, Habits } from './demand-series.ts'
import { noHabits } from './demand-series.ts'
import { classOfDemand } from './demand-class.ts'
import type { DemandClass } from './demand-class.ts'
import { smoothCounts } from './smooth-counts.ts'
import { smoothFading } from './smooth-fading.ts'
import { smoothSparse } from './smooth-sparse.ts'
import { weekdayFactors } from './weekday-factors.ts'

/** What a product will sell at a branch, as far as its past can tell. */
export type Forecast = {
  kind: DemandClass
  /** Pieces on a mean day of the calendar, closed days among them. */
  perDay: number
  /** How the weekdays share it, Monday first; the seven are 7 together. */
  weekdays: readonly number[]
  /** The variance of one day's demand over its mean: 1 for customers who come by chance, more where they come in waves. */
  dailySpread: number
  /** By how much that grows with each day looked ahead: what is not known of the level itself. */
  spreadPerDay: number
}

/** The constants of each method that is tried; the first is the mean of all days. */
const ALPHAS = [0.015, 0.035, 0.06, 0.1, 0.2] as const
const SPARSE = ALPHAS.length
const FADING = SPARSE + 1
const TREND = FADING + 1
const METHODS = TREND + 1
/** How much of the last weeks' trend is believed to go on. */
const DAMPED = 0.7
/** Weeks of the past that every method has to foretell before it is believed. */
const TRIALS = 10
const WEEK = 7

const levels = Array.from({ length: METHODS }, () => new Float64Array(TRIALS + 1))
let calm = new Float64Array(256)
let weight = new Float64Array(256)

/**
 * Foretells demand from the days of the past. Several smoothings are each made to foretell the last weeks from the
 * days before them, and the forecast is their mean, weighted by how well they did (J. M. Bates and C. W. J. Granger,
 * 1969, The Combination of Forecasts, OR Quarterly 20(4)), over the methods that suit the class of the demand: smooth,
 * intermittent, fading, new. Days on which nothing could be sold count as unknown.
 */
export function forecastDemand(series: DemandSeries, habits: Habits = noHabits): Forecast {
  const { sold, exposure, firstWeekday } = series
  const length = sold.length
  if (calm.length < length) {
    calm = new Float64Array(length * 2)
    weight = new Float64Array(length * 2)
  }
  const kind = classOfDemand(series)
  const factors = weekdayFactors(series, habits.weekdays)
  const cap = mostOnADay(sold)
  for (let day = 0, weekday = firstWeekday; day < length; day += 1) {
    calm[day] = Math.min(sold[day]!, cap)
    // A sale on a day that counts as closed or empty happened all the same.
    weight[day] = (sold[day]! > 0 ? Math.max(exposure[day]!, 0.25) : exposure[day]!) * (factors[weekday] || 1)
    weekday = weekday === 6 ? 0 : weekday + 1
  }
  const at: number[] = []
  for (let trial = Math.min(TRIALS, Math.floor((length - 14) / WEEK)); trial >= 0; trial -= 1)
    at.push(length - trial * WEEK)
  if (at.length === 0) at.push(length)
  const { prior } = habits
  ALPHAS.forEach((alpha, method) => smoothCounts(calm, weight, alpha, prior, at, levels[method]!))
  smoothSparse(calm, weight, 0.1, at, levels[SPARSE]!)
  smoothFading(calm, weight, { alpha: 0.1, beta: 0.06 }, at, levels[FADING]!)
  alongTrend(at.length)
  const { level, weekSpread, trials } = combine(kind, at)
  const share = factors.reduce((sum, factor) => sum + factor, 0) / 7
  const dailySpread = spreadOfDays(length, level)
  const extra = ((Math.max(weekSpread, dailySpread) - dailySpread) / WEEK) * (trials / (trials + 4))
  const perDay = level * share
  return {
    kind,
    perDay,
    weekdays: factors.map((factor) => (share > 0 ? factor / share : 0)),
    dailySpread,
    spreadPerDay: extra + 0.005 * perDay,
  }
}

/** Which methods each class is foretold by, and how much each is believed before it was tried. */
const belief: Record<DemandClass, readonly number[]> = {
  smooth: [0.5, 1, 1, 0.7, 0.2, 0, 0.3, 0.3],
  intermittent: [0.5, 1, 1, 0.5, 0.1, 0.5, 0.3, 0.15],
  fading: [0.1, 0.3, 0.5, 1, 1, 0, 1, 0.3],
  new: [1, 0.5, 0.5, 0, 0, 0, 0, 0],
}

/**
 * The level with the way it has gone lately, damped (E. S. Gardner and E. McKenzie, 1985, Forecasting Trends in Time
 * Series, Management Science 31(10)): a quick and a slow smoothing differ by what a trend makes of their ages.
 */
function alongTrend(count: number): void {
  const [slow, quick] = [levels[1]!, levels[3]!]
  for (let index = 0; index < count; index += 1)
    levels[TREND]![index] = Math.max(0, quick[index]! + DAMPED * (quick[index]! - slow[index]!))
}

function combine(kind: DemandClass, at: readonly number[]) {
  const last = at.length - 1
  const errors = new Float64Array(METHODS)
  let trials = 0
  let weekOff = 0
  let weekMean = 0
  for (let index = 0; index < last; index += 1) {
    let pieces = 0
    let days = 0
    for (let day = at[index]!; day < at[index + 1]!; day += 1) {
      pieces += calm[day]!
      days += weight[day]!
    }
    if (days < 2) continue
    trials += 1
    const age = 0.9 ** (last - 1 - index)
    let mean = 0
    for (let method = 0; method < METHODS; method += 1) {
      const off = levels[method]![index]! * days - pieces
      errors[method]! += (age * off * off) / days
      mean += levels[method]![index]! * days
    }
    mean /= METHODS
    weekMean += mean
    weekOff += (mean - pieces) ** 2
  }
  const overall = errors.reduce((sum, error) => sum + error, 0) / METHODS
  let level = 0
  let sum = 0
  for (let method = 0; method < METHODS; method += 1) {
    const error = errors[method]! + overall * (0.5 / (trials + 0.5)) + 1e-9
    const w = belief[kind][method]! * (overall > 0 ? (overall / error) ** 10 : 1)
    level += w * levels[method]![last]!
    sum += w
  }
  return {
    level: Math.max(0, sum > 0 ? level / sum : 0) || 0,
    weekSpread: weekMean > 0 ? weekOff / weekMean : 1,
    trials,
  }
}

function spreadOfDays(length: number, level: number): number {
  let off = 0
  let mean = 0
  for (let day = Math.max(0, length - 91); day < length; day += 1) {
    if (weight[day]! <= 0) continue
    const expected = level * weight[day]!
    off += (calm[day]! - expected) ** 2
    mean += expected
  }
  // Poisson until a few pieces were sold: three days say nothing of waves.
  return Math.max(1, (off + 3) / (mean + 3))
}

/** Above it a day is a promotion or a wholesale buyer, and no sign of what other days will bring. */
function mostOnADay(sold: ArrayLike<number>): number {
  const sizes: number[] = []
  for (let day = 0; day < sold.length; day += 1) if (sold[day]! > 0) sizes.push(sold[day]!)
  if (sizes.length < 5) return Number.POSITIVE_INFINITY
  sizes.sort((a, b) => a - b)
  const middle = sizes[sizes.length >> 1]!
  const high = sizes[Math.floor(sizes.length * 0.9)]!
  return Math.max(middle * 5, high * 1.5, middle + 5)
}
