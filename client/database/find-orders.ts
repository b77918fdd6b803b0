import type { Order } from '../../shared/orders/order.ts'
import type { KeptCollection } from './open-databases.ts'
import { plain, rowsWhere, textIn } from './rows.ts'
import type { OrderQuery } from './shop.ts'

/**
 * The newest orders of the device that fit, at most so many. Looked at as they lie in the store: of ten thousand, only
 * those that are found are copied and handed on.
 */
export async function findOrders(
  orders: KeptCollection,
  { kind, number, refundOf, text = '', before }: OrderQuery,
  limit: number,
): Promise<readonly Order[]> {
  const selector = {
    ...(kind === undefined ? {} : { kind }),
    ...(number === undefined ? {} : { number }),
    ...(refundOf === undefined ? {} : { refundOf }),
  }
  const rows = await rowsWhere(orders, { selector: selector as never })
  const wanted = text.trim().toLowerCase()
  return rows
    .filter((row) => before === undefined || textIn(row, 'createdAt') < before)
    .filter((row) => wanted === '' || mentions(row, wanted))
    .sort((a, b) => (textIn(a, 'createdAt') < textIn(b, 'createdAt') ? 1 : -1))
    .slice(0, limit)
    .map((row) => plain(row) as unknown as Order)
}

function mentions(row: Record<string, unknown>, wanted: string): boolean {
  if (textIn(row, 'number').toLowerCase().includes(wanted)) return true
  // A rejected document may have any shape.
  const lines = Array.isArray(row['lines']) ? (row['lines'] as Record<string, unknown>[]) : []
  return lines.some(
    (line) =>
      textIn(line, 'title').toLowerCase().includes(wanted) ||
      textIn(line, 'sku').toLowerCase().includes(wanted),
  )
}
