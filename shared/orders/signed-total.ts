import type { Order } from './order.ts'

/** What an order brought in, minor units: a refund's total is money that went out. */
export function signedTotal({ kind, total }: Pick<Order, 'kind' | 'total'>): number {
  // A total of zero has no sign: -0 would be written with one.
  return kind === 'refund' && total !== 0 ? -total : total
}
