import type { Order } from '../../shared/orders/order.ts'
import type { OrderFacts, StockChange } from '../../shared/orders/settle.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { noteUse } from '../approvals/desks-word.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import { allOf } from '../database/all-of.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { bookStock, positionsFor } from '../inventory/stock.ts'
import { takePositions } from '../log/take-positions.ts'
import { approvalNotes } from './approval-notes.ts'
import { insertOrders } from './queries.ts'
import type { SettledOrder } from './settled-order.ts'

/**
 * Writes what was decided: orders, movements, levels and the log together (O3, O4), set-based. Positions are taken
 * here, with nothing behind them but these writes and the commit (L2).
 *
 * @returns the orders as they now stand, by id
 */
export async function writeSettled(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  settled: readonly SettledOrder[],
  facts: OrderFacts,
  at: string,
): Promise<Map<string, Order>> {
  if (settled.length === 0) return new Map()
  const movements = settled.flatMap(({ order, decision }) =>
    decision.kind === 'accepted' ? decision.changes.map((change) => movementOf(order, change, deps, at)) : [],
  )
  await writeAudit(
    tx,
    tenantId,
    settled.flatMap((it) => [
      ...priceNotes(it.order, facts, deps, at),
      ...approvalNotes(it, deps, at),
      ...restoreNotes(it, deps, at),
    ]),
  )
  await noteUse(
    tx,
    tenantId,
    settled.flatMap(({ order, heard }) => heard.map((approval) => ({ approval, usedFor: order.id }))),
  )
  const needed = positionsFor(movements)
  const first = await takePositions(tx, tenantId, [
    ['orders', settled.length],
    ['stockMovements', needed.movements],
    ['stockLevels', needed.levels],
  ])
  const rows = settled.map(({ order, hash }, index) => ({ document: { ...order, seq: first + index }, hash }))
  const inserted = insertOrders(tx, tenantId, rows)
  const booked = movements.map((document) => ({ document, hash: null }))
  await allOf([inserted, bookStock(tx, tenantId, booked, first + settled.length, at)])
  return new Map(rows.map(({ document }) => [document.id, document]))
}

/** The ledger's entry for a line of an order: booked when the server settled it, by who sold it. */
export function movementOf(order: Order, change: StockChange, deps: Deps, at: string): StockMovement {
  return {
    id: deps.newId(),
    seq: 0,
    _deleted: false,
    branchId: change.branchId,
    productId: change.productId,
    delta: change.delta as StockMovement['delta'],
    balance: change.balance as StockMovement['balance'],
    reason: change.reason,
    orderId: order.id,
    transferId: null,
    counted: null,
    expected: null,
    note: null,
    // Nobody found what the books lacked after a restore (E3).
    actorId: change.reason === 'found' ? null : order.cashierId,
    deviceId: change.reason === 'found' ? null : order.deviceId,
    createdAt: at,
  }
}

/** What the books lacked for an order that came back after a restore (E3): for whoever recounts the shelf. */
function restoreNotes({ order, decision }: SettledOrder, deps: Deps, at: string): AuditEntry[] {
  if (!order.flags.includes('restored') || decision.kind !== 'accepted') return []
  const found = decision.changes.filter((change) => change.reason === 'found')
  return [
    {
      id: deps.newId(),
      at,
      actorId: null,
      deviceId: order.deviceId,
      action: 'order.restored',
      subject: 'orders',
      subjectId: order.id,
      details: { found: found.map(({ productId, delta }) => ({ productId, pieces: delta })) },
    },
  ]
}

/** The price at the time of sale stands; that it differed from the catalogue's is on record (O5). */
function priceNotes(order: Order, facts: OrderFacts, deps: Deps, at: string): AuditEntry[] {
  if (!order.flags.includes('price_changed')) return []
  const differences = order.lines.flatMap((line) => {
    const price = facts.products.get(line.productId)?.price
    return price === undefined || price === line.unitPrice
      ? []
      : [{ lineId: line.id, productId: line.productId, sold: line.unitPrice, catalogue: price }]
  })
  return [
    {
      id: deps.newId(),
      at,
      actorId: order.cashierId,
      deviceId: order.deviceId,
      action: 'order.price-differs',
      subject: 'orders',
      subjectId: order.id,
      details: { differences },
    },
  ]
}
