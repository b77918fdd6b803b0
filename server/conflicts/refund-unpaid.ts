import type { Order, OrderFact } from '../../shared/orders/order.ts'
import { unsettled } from '../../shared/orders/order.ts'
import { leftOfSale, paidByType, paymentsBack, refundSums } from '../../shared/orders/refund-of-sale.ts'
import type { Deps } from '../deps.ts'

/**
 * The refund of pieces that were paid and never handed over: a document of its own, like any other correction (O1), so
 * that what may still be given back, and every report, reckons with it (O6). Nothing goes on a shelf: it never left one.
 * It belongs to no shift: the desk says that the money goes back, and the drawer has not given it yet.
 */
export function refundOfUnpaid(
  sale: Order,
  unpaid: readonly { lineId: string; quantity: number }[],
  { deps, by, at, reason }: { deps: Deps; by: string; at: string; reason: string },
): Order {
  const returned = unpaid.map((one) => ({ ...one, restock: false }))
  const sums = refundSums(leftOfSale(sale, []), returned, deps.newId)
  const fact: OrderFact = {
    id: deps.newId(),
    number: `${sale.number.slice(0, 62)}-R` as OrderFact['number'],
    kind: 'refund',
    source: sale.source,
    branchId: sale.branchId,
    deviceId: sale.deviceId,
    cashierId: by,
    shiftId: null,
    customerId: sale.customerId,
    currency: sale.currency,
    ...sums,
    payments: paymentsBack(sums.total, paidByType(sale, []), null),
    refundOf: sale.id,
    reason,
    approvals: [],
    note: null,
    createdAt: at,
  }
  return { ...fact, ...unsettled(), status: 'accepted', settledAt: at }
}
