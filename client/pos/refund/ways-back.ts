import type { Payment } from '../../../shared/orders/order.ts'
import { drawerOf, roundingType } from '../../../shared/orders/payments.ts'

/** What leaves by each way, minor units: cash as it is counted out, its rounding included. */
export function waysBack(payments: readonly Payment[], currency: string): { type: string; amount: number }[] {
  return payments
    .filter(({ type }) => type !== roundingType)
    .map(({ type, amount }) => ({
      type,
      amount: type === 'cash' ? (drawerOf(payments, currency).get(currency) ?? 0) : amount,
    }))
}
