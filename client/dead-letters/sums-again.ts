import { Order } from '../../shared/orders/order.ts'
import { sumsOf } from '../../shared/orders/sums.ts'
import type { Payload } from './payload-fields.ts'

/**
 * An order with the sums that its lines and discounts give, as till and server compute them (O5); null where they
 * cannot be computed. What was paid is left alone: only a person knows what lay on the counter.
 */
export function withSums(payload: Payload): Payload | null {
  const lines = Order.shape.lines.safeParse(payload['lines'])
  const discount = Order.shape.discount.safeParse(payload['discount'])
  if (!lines.success || !discount.success) return null
  try {
    const { subtotal, tax, total } = sumsOf(lines.data, discount.data)
    const charged = lines.data.map((line) => ({
      ...line,
      total: line.quantity * line.unitPrice - line.discount,
    }))
    return { ...payload, lines: charged, subtotal, tax, total }
  } catch {
    return null
  }
}
