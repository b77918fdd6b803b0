import type { Minor } from '../basics/scalars.ts'
import type { OrderStatus } from '../orders/order.ts'
import type { OpenOrder, ZReport } from './z-report.ts'

/** What became known of a shift after its close. The report of the close stands as it was. */
export type Amendment = {
  /** Orders whose state has changed since, with what it was. Accepted now, where `now` says so. */
  settled: (OpenOrder & { now: OrderStatus })[]
  /** Orders that the report knew nothing of, and what they add. */
  added: { count: number; total: Minor }
}

/**
 * Compares a report with the one that the same shift would give now; null where nothing has changed.
 *
 * @param stateOf an order's state now; null where this device no longer has it, and nothing can be said
 */
export function amendmentOf(
  closing: ZReport,
  now: ZReport,
  stateOf: (orderId: string) => OrderStatus | null,
): Amendment | null {
  const settled = closing.open.flatMap((order) => {
    const state = stateOf(order.id)
    return state === null || state === order.status ? [] : [{ ...order, now: state }]
  })
  const count = now.sales.count + now.refunds.count - closing.sales.count - closing.refunds.count
  const net = (report: ZReport) => report.sales.total - report.refunds.total
  // Fewer than at the close: old orders have been pruned from this device, which changes nothing.
  const added =
    count > 0 ? { count, total: (net(now) - net(closing)) as Minor } : { count: 0, total: 0 as Minor }
  return settled.length === 0 && added.count === 0 ? null : { settled, added }
}
