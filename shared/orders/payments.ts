import type { Minor } from '../basics/scalars.ts'
import type { Payment } from './order.ts'

/**
 * The payment that says what rounding cash did, so that the amounts add up to the total all the same. Rounded down:
 * `amount` is what the shop let go. Rounded up: `amount` is zero and `change` is what the shop kept of the change that
 * the cash payments name. `tendered − change = amount` either way.
 */
export const roundingType = 'rounding'

type Paid = readonly Pick<Payment, 'type' | 'amount' | 'tendered' | 'change' | 'currency'>[]

/** What rounding cash did to a sale, minor units: above zero the customer gave so much more, below zero so much less. */
export function roundingOf(payments: Paid): Minor {
  return sum(payments, ({ type, amount, change }) => (type === roundingType ? (change ?? 0) - amount : 0))
}

/** What was handed back to the customer, in the order's currency. */
export function changeGiven(payments: Paid): Minor {
  return sum(payments, ({ type, change }) => (type === roundingType ? -(change ?? 0) : (change ?? 0)))
}

/**
 * What a sale's payments did to the cash drawer, minor units by currency: notes of a second currency stay in, while
 * their change goes out in the order's own. For a refund the signs turn round.
 */
export function drawerOf(payments: Paid, currency: string): Map<string, Minor> {
  const drawer = new Map<string, Minor>()
  const put = (into: string, amount: number) => drawer.set(into, ((drawer.get(into) ?? 0) + amount) as Minor)
  for (const payment of payments) {
    const change = payment.change ?? 0
    if (payment.type === roundingType) put(currency, change)
    else if (payment.type !== 'cash') continue
    else if (isForeign(payment, currency)) {
      put(payment.currency, payment.tendered ?? 0)
      put(currency, -change)
    } else put(currency, payment.amount)
  }
  return drawer
}

/** What coins come nearest to, minor units: a multiple of `coin`, half of one counting as one. */
export function inCoins(amount: number, coin: number): number {
  return Math.floor((2 * amount + coin) / (2 * coin)) * coin
}

/** Whether a payment was made in another money than the order's. */
export function isForeign<One extends Pick<Payment, 'currency'>>(
  payment: One,
  currency: string,
): payment is One & { currency: string } {
  return payment.currency != null && payment.currency !== currency
}

function sum(payments: Paid, of: (payment: Paid[number]) => number): Minor {
  return payments.reduce((all, payment) => all + of(payment), 0) as Minor
}
