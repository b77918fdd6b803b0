import type { DemandSeries } from './demand-series.ts'

/**
 * How a product is asked for. `smooth` and `intermittent` are split as A. A. Syntetos, J. E. Boylan and J. D. Croston
 * do (2005, On the Categorization of Demand Patterns, JORS 56(5)): by the mean interval between days with a demand,
 * at 1.32 days. `fading` was asked for, and is no more or hardly; `new` has too few days to tell.
 */
export const demandClasses = ['smooth', 'intermittent', 'fading', 'new'] as const
export type DemandClass = (typeof demandClasses)[number]

/** Days with goods on the shelf and the doors open, before a product is known. */
const KNOWN_AFTER = 21
const LONGEST_INTERVAL = 1.32
/** Chances so slim are no chance: by the old pace a silence as long would be met once in fifty. */
const SLIM = Math.log(50)

export function classOfDemand({ sold, exposure }: Pick<DemandSeries, 'sold' | 'exposure'>): DemandClass {
  const length = sold.length
  let days = 0
  let demands = 0
  let silence = 0
  for (let day = 0; day < length; day += 1) {
    days += exposure[day]!
    silence += exposure[day]!
    if (sold[day]! <= 0) continue
    demands += 1
    silence = 0
  }
  if (days < KNOWN_AFTER) return 'new'
  if (demands === 0) return 'fading'
  const before = days - silence
  if (demands > 2 && (demands / before) * silence > SLIM) return 'fading'
  if (hasSunk(sold, exposure, days)) return 'fading'
  return days / demands < LONGEST_INTERVAL ? 'smooth' : 'intermittent'
}

/** Whether the last four weeks brought clearly fewer demands than the pace before them (a z-test at 3 of two rates). */
function hasSunk(sold: ArrayLike<number>, exposure: ArrayLike<number>, days: number): boolean {
  let late = 0
  let lateDays = 0
  let early = 0
  for (let day = 0; day < sold.length; day += 1) {
    const isLate = day >= sold.length - 28
    if (isLate) lateDays += exposure[day]!
    if (sold[day]! <= 0) continue
    if (isLate) late += 1
    else early += 1
  }
  const earlyDays = days - lateDays
  if (lateDays < 14 || earlyDays < 28) return false
  const expected = (early / earlyDays) * lateDays
  return late < expected * 0.5 && (expected - late) / Math.sqrt(expected + 0.25) > 3
}
