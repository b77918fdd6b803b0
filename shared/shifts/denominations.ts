import type { Minor } from '../basics/scalars.ts'

/** Coins and notes that people have in hand, the largest first, in minor units of the currency. */
const known: Readonly<Record<string, readonly number[]>> = {
  USD: [10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1],
  EUR: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  RUB: [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 1_000, 500, 200, 100],
  // Coins are rare, tiyin are gone.
  UZS: [
    20_000_000, 10_000_000, 5_000_000, 2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000,
    10_000,
  ],
  KZT: [2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500],
  TRY: [20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25],
  JPY: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1],
}

/**
 * What a drawer of this currency is counted by, the largest first, minor units. One that is not known here gets 1, 2
 * and 5 of each power of ten, from the minor unit up to ten thousand whole ones.
 *
 * @param digits how many digits the currency's minor unit has
 */
export function denominationsOf(currency: string, digits: number): Minor[] {
  const usual = Array.from({ length: digits + 4 }, (_, power) => [1, 2, 5].map((one) => one * 10 ** power))
  return (known[currency] ?? usual.flat().toReversed()) as Minor[]
}

/** How many pieces of which value were counted. */
export type Counted = { value: Minor; pieces: number }

/** What a count comes to, minor units. */
export function worthOfCount(counted: readonly Counted[]): Minor {
  return counted.reduce((sum, { value, pieces }) => sum + value * pieces, 0) as Minor
}
