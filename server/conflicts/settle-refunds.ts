import { decideRefund } from '../../shared/conflicts/decide-refund.ts'
import type { Order, Settlement } from '../../shared/orders/order.ts'
import { factOf } from '../../shared/orders/order.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import { tradeTerms } from '../branches/trade-terms.ts'
import type { Tx } from '../database/database.ts'
import { waitBriefly } from '../database/wait-briefly.ts'
import type { Deps } from '../deps.ts'
import type { Booking } from '../inventory/stock.ts'
import { hasRefundCases, holdRefundCases } from '../orders/close-case.ts'
import type { Ending } from '../orders/close-case.ts'
import { gatherFacts } from '../orders/gather-facts.ts'
import { entriesOf, writeEndings } from './write-endings.ts'

export type AcceptedSale = Pick<Order, 'id' | 'conflict'>

/**
 * Tries again the refunds that were beyond these sales, oldest first, in the transaction that accepted the sales (O6):
 * the sale was a case itself, or a dead letter, when its refund came, and the money went over the counter all the same.
 * What is still beyond its sale stays a case. Whoever accepted the sale has accepted the refund with it; behind a sale
 * that nobody decided on it stands as if it had come in its turn.
 *
 * The log is held by then, so a desk that has one of them in its hands is waited for only briefly (L6).
 *
 * @returns whether one was accepted, and so stock may have arrived
 */
export async function settleRefunds(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  sales: readonly AcceptedSale[],
): Promise<boolean> {
  const ids = sales.map(({ id }) => id)
  if (ids.length === 0 || !(await hasRefundCases(tx, tenantId, ids))) return false
  const decided = new Map(sales.map(({ id, conflict }) => [id, conflict?.settlement ?? null]))
  return waitBriefly(tx, async () => {
    const waiting = await holdRefundCases(tx, tenantId, ids)
    const { currency } = await tradeTerms(tx, tenantId, [])
    const facts = await gatherFacts(tx, tenantId, currency, waiting.map(factOf))
    const at = new Date(deps.now()).toISOString()
    const endings: Ending[] = []
    const movements: Booking[] = []
    const audit: AuditEntry[] = []
    for (const order of waiting) {
      const decision = decideRefund(order, facts)
      if (decision.kind !== 'accepted') continue
      const settlement = withItsSale(decided.get(order.refundOf ?? '') ?? null, at)
      endings.push({ order, status: 'accepted', settlement })
      movements.push(...entriesOf(order, decision.moves, deps, null, at))
      audit.push({
        id: deps.newId(),
        at,
        actorId: settlement?.by ?? null,
        deviceId: null,
        action: 'case.sale-accepted',
        subject: 'orders',
        subjectId: order.id,
        details: { sale: order.refundOf, ...(settlement ? { reason: settlement.reason } : {}) },
      })
    }
    if (endings.length > 0) await writeEndings(tx, deps, tenantId, { endings, movements, audit }, at)
    return endings.length > 0
  })
}

function withItsSale(settlement: Settlement | null, at: string): Settlement | null {
  return settlement && { action: 'recount', by: settlement.by, at, reason: settlement.reason }
}
