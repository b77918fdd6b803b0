import type { Order } from '../orders/order.ts'

/** What was allowed, as the desk saw it: old and new in minor units, and the line where it is about one. */
export type Allowed = { kind: string; before: number | string; after: number | string; lineId: string | null }

type Judged = Pick<Order, 'discount' | 'subtotal' | 'total'> & {
  lines: readonly Pick<Order['lines'][number], 'id' | 'quantity' | 'unitPrice' | 'discount'>[]
}

/**
 * Whether an order takes no more than the desk allowed (A3): what a manager saw is what counts, and not what the lane
 * wrote later. Of a discount it is the rate, since pieces come and go behind the answer.
 */
export function coversOrder({ kind, before, after, lineId }: Allowed, order: Judged): boolean {
  if (typeof before !== 'number' || typeof after !== 'number') return true
  // A word about one line is none about all of them.
  if (lineId === null && (kind === 'price_override' || kind === 'line_discount')) return false
  const line = order.lines.find(({ id }) => id === lineId)
  switch (kind) {
    case 'refund':
    case 'standalone_refund':
      return order.total <= after
    case 'price_override':
      return line === undefined || line.unitPrice >= after
    case 'line_discount':
      return (
        line === undefined || isWithin(line.discount, line.quantity * line.unitPrice, before - after, before)
      )
    case 'cart_discount':
      return isWithin(order.discount, order.subtotal, before - after, before)
    default:
      return true
  }
}

/** A rate is rounded to a minor unit more or less as pieces come and go. */
function isWithin(taken: number, of: number, allowed: number, allowedOf: number): boolean {
  return (BigInt(taken) - 1n) * BigInt(allowedOf) <= BigInt(allowed) * BigInt(of)
}
