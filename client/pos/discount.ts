import { z } from 'zod'
import type { BasisPoints, Minor } from '../../shared/basics/scalars.ts'
import { Amount } from '../../shared/basics/scalars.ts'

/** What is taken off a line or a sale: an amount of money, or a share of it in basis points. */
export const Discount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amount: Amount }),
  z.strictObject({ kind: z.literal('percent'), rate: z.int().min(0).max(10_000).brand<'BasisPoints'>() }),
])
export type Discount = z.infer<typeof Discount>

export const noDiscount: Discount = { kind: 'amount', amount: 0 as Minor }

/**
 * The money that a discount takes off, minor units: never more than there is, so that a discount
 * given on three pieces stays sound when two of them are taken out again. A percentage is rounded half up.
 */
export function discountOn(gross: Minor, discount: Discount): Minor {
  if (discount.kind === 'amount') return Math.min(gross, discount.amount) as Minor
  return percentOf(gross, discount.rate)
}

function percentOf(gross: Minor, rate: BasisPoints): Minor {
  return Number((BigInt(gross) * BigInt(rate) * 2n + 10_000n) / 20_000n) as Minor
}
