import type { CaseMove } from '../../shared/conflicts/decide-case.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Order } from '../../shared/orders/order.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { bookStock, positionsFor } from '../inventory/stock.ts'
import type { Booking } from '../inventory/stock.ts'
import { takePositions } from '../log/take-positions.ts'
import { closeCase, insertRefunds } from '../orders/close-case.ts'
import type { Ending } from '../orders/close-case.ts'
import { movementOf } from '../orders/write-settled.ts'

/** What was decided at the desk, to be written at once. */
export type Endings = {
  endings: readonly Ending[]
  /** Made by the desk itself (O6). */
  refunds?: readonly Order[]
  movements: readonly Booking[]
  audit: readonly AuditEntry[]
}

/**
 * Writes decisions of the desk in the caller's transaction: cases, refunds, movements, levels and the audit log
 * together, positions last (L2, O4, O7).
 *
 * @returns the orders of the cases as they now stand, in the order given
 */
export async function writeEndings(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  { endings, refunds = [], movements, audit }: Endings,
  at: string,
): Promise<Order[]> {
  await writeAudit(tx, tenantId, audit)
  const needed = positionsFor(movements.map(({ document }) => document))
  const ownOrders = endings.length + refunds.length
  const first = await takePositions(tx, tenantId, [
    ['orders', ownOrders],
    ['stockMovements', needed.movements],
    ['stockLevels', needed.levels],
  ])
  const closed: Order[] = []
  for (const [index, ending] of endings.entries()) {
    closed.push(await closeCase(tx, deps, tenantId, ending, first + index))
  }
  await insertRefunds(tx, deps, tenantId, refunds, first + endings.length)
  await bookStock(tx, tenantId, movements, first + ownOrders, at)
  return closed
}

/** The ledger's entries of a decision: the sale or refund by who rang it up, what the desk moved by who decided. */
export function entriesOf(
  order: Order,
  moves: readonly CaseMove[],
  deps: Deps,
  actorId: string | null,
  at: string,
): Booking[] {
  const transfers = new Map<number, string>()
  return moves.map((move) => {
    const entry = movementOf(order, move, deps, at)
    if (move.reason === 'sale' || move.reason === 'refund') return { document: entry, hash: null }
    const { pair } = move
    if (pair !== null && !transfers.has(pair)) transfers.set(pair, deps.newId())
    const transferId = pair === null ? null : (transfers.get(pair) ?? null)
    const document: StockMovement = { ...entry, transferId, actorId, deviceId: null }
    return { document, hash: null }
  })
}
