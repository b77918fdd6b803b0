import { fulfil } from '../../shared/conflicts/decide-case.ts'
import type { Order } from '../../shared/orders/order.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { waitBriefly } from '../database/wait-briefly.ts'
import { arrivedNow, holdStock } from '../inventory/stock.ts'
import type { Booking } from '../inventory/stock.ts'
import { holdBackorders } from '../orders/close-case.ts'
import type { Ending } from '../orders/close-case.ts'
import { settleRefunds } from './settle-refunds.ts'
import type { AcceptedSale } from './settle-refunds.ts'
import { entriesOf, writeEndings } from './write-endings.ts'

/**
 * Settles the orders that waited for stock which has just been booked, oldest first, in the transaction that booked it
 * (O8). Whole orders only (O3): one that still lacks something goes on waiting and does not hold up those behind it.
 *
 * Every edge that lets stock arrive calls this at the end of its transaction; the ledger itself says what arrived in it.
 * The log is held by then, so a desk that has one of these orders in its hands is waited for only briefly: the whole
 * transaction is tried again rather than both standing still (L6).
 */
export async function settleBackorders(tx: Tx, deps: Deps, tenantId: string): Promise<void> {
  for (;;) {
    const filled = await fillBackorders(tx, deps, tenantId)
    // A refund may have waited behind one of them, and what it brings back is waited for in turn.
    if (!(await settleRefunds(tx, deps, tenantId, filled))) return
  }
}

/**
 * What follows in the same transaction from sales that were accepted late: the refunds behind them, and the orders that
 * wait for what those bring back (O6, O8).
 */
export async function settleBehind(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  sales: readonly AcceptedSale[],
): Promise<void> {
  if (await settleRefunds(tx, deps, tenantId, sales)) await settleBackorders(tx, deps, tenantId)
}

/** @returns the orders that had waited, as they now stand */
async function fillBackorders(tx: Tx, deps: Deps, tenantId: string): Promise<Order[]> {
  const arrived = await arrivedNow(tx, tenantId)
  if (arrived.length === 0) return []
  const at = new Date(deps.now()).toISOString()
  return waitBriefly(tx, async () => {
    const waiting = await holdBackorders(tx, tenantId, arrived)
    if (waiting.length === 0) return []
    const onHand = await holdStock(
      tx,
      tenantId,
      waiting.flatMap(({ branchId, lines }) => lines.map(({ productId }) => ({ branchId, productId }))),
    )
    const endings: Ending[] = []
    const movements: Booking[] = []
    const audit: AuditEntry[] = []
    for (const order of waiting) {
      const decision = fulfil(order, onHand)
      const { settlement } = order.conflict
      if (decision?.kind !== 'accepted' || settlement === null) continue
      endings.push({ order, status: 'accepted', settlement })
      movements.push(...entriesOf(order, decision.moves, deps, null, at))
      audit.push({
        id: deps.newId(),
        at,
        actorId: null,
        deviceId: null,
        action: 'case.stock-arrived',
        subject: 'orders',
        subjectId: order.id,
        details: {},
      })
    }
    return endings.length > 0 ? writeEndings(tx, deps, tenantId, { endings, movements, audit }, at) : []
  })
}
