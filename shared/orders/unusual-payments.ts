import type { BranchSettings } from '../branches/branch.ts'
import type { OrderFact } from './order.ts'
import { roundingOf, roundingType } from './payments.ts'

/** What is odd about the money of an order that stands all the same: shown on it, for whoever counts the drawer. */
export type PaymentFlag = 'payment_type_unknown' | 'rounding_too_large'

/**
 * Whether an order was paid in ways that its branch does not have, or rounded by a whole coin or more: either would be
 * a discount that nobody was asked for. Only flagged, since the goods have left (O1), and since a lane that was
 * offline may have gone by the settings of last week.
 *
 * Money goes back the way it came, by whatever name that had on the day of the sale.
 */
export function unusualPayments(
  { payments, refundOf }: Pick<OrderFact, 'payments' | 'refundOf'>,
  { paymentTypes, cashRounding }: Pick<BranchSettings, 'paymentTypes' | 'cashRounding'>,
): PaymentFlag[] {
  const known = new Set([...paymentTypes, 'cash', roundingType])
  const isForeign = refundOf === null && payments.some(({ type }) => !known.has(type))
  const isLarge = Math.abs(roundingOf(payments)) >= cashRounding
  return [
    ...(isForeign ? ['payment_type_unknown' as const] : []),
    ...(isLarge ? ['rounding_too_large' as const] : []),
  ]
}
