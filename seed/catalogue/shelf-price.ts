import type { Minor } from '../../shared/basics/scalars.ts'

const MARGIN = 0.2

/**
 * A price as a shop prints it: small things end in 9 cents, the middle in .99 or .95, the dear ones in whole dollars
 * that end in 9 or 5.
 *
 * @param cents any positive amount, minor units
 */
export function shelfPrice(cents: number): Minor {
  const dollars = Math.floor(cents / 100)
  if (cents < 500) return Math.max(29, Math.round(cents / 10) * 10 - 1) as Minor
  if (cents < 2_000) return (dollars * 100 + (cents % 100 < 50 ? 49 : 99)) as Minor
  if (cents < 10_000) return (dollars * 100 + (dollars % 2 === 0 ? 95 : 99)) as Minor
  return ((Math.round(dollars / 5) * 5 - (dollars % 3 === 0 ? 0 : 1)) * 100) as Minor
}

/** What the shop paid: the price without tax, less its share, which is never below a fifth. */
export function costOf(price: Minor, taxRate: number, share: number): Minor {
  const withoutTax = price / (1 + taxRate / 10_000)
  return Math.max(1, Math.round(withoutTax * (1 - Math.max(MARGIN, share)))) as Minor
}
