import { countQuantile } from './count-quantile.ts'
import type { Forecast } from './forecast-demand.ts'

export type Pace = Pick<Forecast, 'perDay' | 'dailySpread' | 'spreadPerDay'>

/** What will be asked for in so many days, in pieces. */
export function demandOver(pace: Pace, days: number): { mean: number; variance: number } {
  const mean = pace.perDay * days
  return { mean, variance: mean * (pace.dailySpread + days * pace.spreadPerDay) }
}

/** The fewest pieces that suffice for so many days with this probability. */
export function enoughFor(pace: Pace, days: number, probability: number): number {
  const { mean, variance } = demandOver(pace, days)
  return countQuantile(mean, variance, probability)
}
