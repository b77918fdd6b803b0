import type { Minor } from './scalars.ts'

/**
 * Shares an amount over parts in proportion to their weights, so that the shares add up to it exactly.
 *
 * Largest remainder method (Hamilton): each part gets its proportional amount rounded down, and the units
 * left over go to the largest fractions; equal fractions go to the earlier part.
 *
 * @param amount what is shared, not negative, minor units
 * @param weights not negative; where all are zero every share is zero unless the amount is not
 * @throws RangeError where a positive amount meets no weight at all
 */
export function shareByLargestRemainder(amount: Minor, weights: readonly Minor[]): Minor[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (whole === 0n) {
    if (amount > 0) throw new RangeError('an amount cannot be shared over parts without weight')
    return weights.map(() => 0 as Minor)
  }
  // BigInt, because amount × weight passes 2^53 for the sums that the schemas allow.
  const parts = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight)
    return { index, share: Number(product / whole), fraction: product % whole }
  })
  let left = amount - parts.reduce((sum, part) => sum + part.share, 0)
  const byFraction = parts.toSorted((a, b) =>
    a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1,
  )
  for (const part of byFraction) {
    if (left === 0) break
    part.share += 1
    left -= 1
  }
  return parts.map((part) => part.share as Minor)
}
