import type { Order } from '../orders/order.ts'

/** Whether a case waits for stock and needs nobody (O8). */
export function isWaiting(order: Pick<Order, 'status' | 'conflict'>): boolean {
  return order.status === 'conflict' && order.conflict?.settlement?.action === 'backorder'
}
