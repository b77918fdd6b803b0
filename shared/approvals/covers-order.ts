import type { Order } from '../orders/order.ts'
import { piecesIn } from './covers-count.ts'

/** What was allowed, as the desk saw it: old and new, and the line or product where it is about one. */
export type Allowed = {
  kind: string
  /** Minor units, of an allowance pieces. */
  before: number | string
  after: number | string
  lineId: string | null
  productId?: string | null
}

type Judged = Pick<Order, 'discount' | 'subtotal' | 'total'> & {
  lines: readonly Pick<Order['lines'][number], 'id' | 'productId' | 'quantity' | 'unitPrice' | 'discount'>[]
}

/**
 * Whether an order takes no more than the desk allowed (A3): what a manager saw is what counts, and not what the lane
 * wrote later. Of a discount it is the rate, since pieces come and go behind the answer.
 */
export function coversOrder({ kind, before, after, lineId, productId }: Allowed, order: Judged): boolean {
  if (kind === 'allowance') {
    const ofIt = order.lines.filter((line) => line.productId === productId)
    // A word about one product is none about any.
    return productId != null && ofIt.reduce((sum, { quantity }) => sum + quantity, 0) <= piecesIn(after)
  }
  if (typeof before !== 'number' || typeof after !== 'number') return false
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
      return false
  }
}

/** A rate is rounded to a minor unit more or less as pieces come and go. */
function isWithin(taken: number, of: number, allowed: number, allowedOf: number): boolean {
  return (BigInt(taken) - 1n) * BigInt(allowedOf) <= BigInt(allowed) * BigInt(of)
}
