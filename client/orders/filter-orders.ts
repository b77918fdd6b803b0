import type { Order, OrderStatus } from '../../shared/orders/order.ts'

/** What of the orders is looked at: `all` and null leave everything in. */
export type OrderFilter = { status: OrderStatus | 'all'; branchId: string | null; text: string }

export const noFilter: OrderFilter = { status: 'all', branchId: null, text: '' }

/** The orders that fit, in the order given. Text is looked for in number, titles and SKUs, whatever the case. */
export function filterOrders(
  orders: readonly Order[],
  { status, branchId, text }: OrderFilter,
): readonly Order[] {
  const wanted = text.trim().toLowerCase()
  if (status === 'all' && branchId === null && wanted === '') return orders
  return orders.filter(
    (order) =>
      (status === 'all' || order.status === status) &&
      (branchId === null || order.branchId === branchId) &&
      (wanted === '' || mentions(order, wanted)),
  )
}

function mentions(order: Order, wanted: string): boolean {
  return (
    order.number.toLowerCase().includes(wanted) ||
    order.lines.some(
      (line) => line.title.toLowerCase().includes(wanted) || line.sku.toLowerCase().includes(wanted),
    )
  )
}
