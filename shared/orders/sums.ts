import type { BasisPoints, Minor, Quantity } from '../basics/scalars.ts'
import { shareByLargestRemainder } from '../basics/share.ts'

/** A line before its sums: what the cart holds. */
export type PricedLine = { quantity: Quantity; unitPrice: Minor; discount: Minor; taxRate: BasisPoints }

/** An order's sums, each in minor units; `lineTotals` in the order of the lines. */
export type Sums = { lineTotals: Minor[]; subtotal: Minor; tax: Minor; total: Minor }

/** Price of a number of pieces, minor units. */
export function chargeFor(quantity: Quantity, each: Minor): Minor {
  return (quantity * each) as Minor
}

/** The tax contained in an amount that includes it, rounded half up. */
export function taxContained(amount: Minor, rate: BasisPoints): Minor {
  // BigInt: amount × rate passes 2^53. Half up: add half of the divisor before dividing.
  const divisor = 10_000n + BigInt(rate)
  return Number((2n * BigInt(amount) * BigInt(rate) + divisor) / (2n * divisor)) as Minor
}

/**
 * The sums of an order as till and server both compute them (O5): `line.total = quantity × unitPrice − discount`,
 * `subtotal = Σ line.total`, `total = subtotal − discount`; `tax` is contained in `total`, the order's discount
 * shared over the lines by largest remainder and each line's tax rounded half up.
 *
 * @throws RangeError where a discount is larger than what it is taken from
 */
export function sumsOf(lines: readonly PricedLine[], discount: Minor): Sums {
  const lineTotals = lines.map((line) => {
    const total = chargeFor(line.quantity, line.unitPrice) - line.discount
    if (total < 0) throw new RangeError('a line discount is larger than the line')
    return total as Minor
  })
  const subtotal = lineTotals.reduce((sum, total) => sum + total, 0) as Minor
  if (discount > subtotal) throw new RangeError('the discount is larger than the subtotal')
  const shares = shareByLargestRemainder(discount, lineTotals)
  const tax = lines.reduce((sum, line, index) => {
    const charged = ((lineTotals[index] ?? 0) - (shares[index] ?? 0)) as Minor
    return sum + taxContained(charged, line.taxRate)
  }, 0)
  return { lineTotals, subtotal, tax: tax as Minor, total: (subtotal - discount) as Minor }
}
