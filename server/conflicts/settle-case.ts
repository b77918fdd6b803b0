import type { SettleBody } from '../../shared/conflicts/settle-case.ts'
import type { Order } from '../../shared/orders/order.ts'
import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { bookStock, holdStock, positionsFor } from '../inventory/stock.ts'
import { takePositions } from '../log/take-positions.ts'
import { closeCase, holdOrder } from '../orders/close-case.ts'
import type { OpenCase } from '../orders/close-case.ts'
import { movementOf } from '../orders/write-settled.ts'

/**
 * Settles one case in the caller's transaction (O7). `recount`: the goods left the shop, so the missing pieces are
 * booked as found and the sale is taken (O4 holds at both steps). `cancel`: the sale is called off and no stock moves.
 * Actor and reason stay on the order and in the audit log.
 *
 * @returns the order as it now stands
 * @throws ApiError order/unknown, order/not-in-conflict, order/action-not-fitting
 */
export async function settleCase(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  orderId: string,
  { action, reason }: SettleBody,
): Promise<Order> {
  const { tenantId } = caller
  const order = await holdOrder(tx, tenantId, orderId)
  if (!order) throw new ApiError('order/unknown')
  if (!isOpen(order)) throw new ApiError('order/not-in-conflict', { status: order.status })
  if (action === 'recount' && order.conflict.reason !== 'insufficient_stock') {
    throw new ApiError('order/action-not-fitting', { reason: order.conflict.reason, fitting: ['cancel'] })
  }
  const at = new Date(deps.now()).toISOString()
  const movements = action === 'recount' ? await recount(tx, deps, caller, order, at) : []
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at,
      actorId: caller.userId,
      deviceId: null,
      action: `case.${action}`,
      subject: 'orders',
      subjectId: order.id,
      details: { reason, shortages: order.conflict.shortages },
    },
  ])
  const needed = positionsFor(movements)
  const first = await takePositions(tx, tenantId, [
    ['orders', 1],
    ['stockMovements', needed.movements],
    ['stockLevels', needed.levels],
  ])
  const closed = await closeCase(tx, deps, tenantId, order, {
    status: action === 'recount' ? 'accepted' : 'cancelled',
    settlement: { action, by: caller.userId, at, reason },
    seq: first,
  })
  await bookStock(
    tx,
    tenantId,
    movements.map((document) => ({ document, hash: null })),
    first + 1,
    at,
  )
  return closed
}

function isOpen(order: Order): order is OpenCase {
  return order.status === 'conflict' && order.conflict !== null
}

/** For each line the pieces that were not there, as found, then the sale: in the ledger's order. */
async function recount(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  order: Order,
  at: string,
): Promise<StockMovement[]> {
  const onHand = await holdStock(
    tx,
    caller.tenantId,
    order.lines.map(({ productId }) => ({ branchId: order.branchId, productId })),
  )
  return order.lines.flatMap((line) => {
    const level = stockLevelId(order.branchId, line.productId)
    const before = onHand.get(level) ?? 0
    const missing = Math.max(0, line.quantity - before)
    const after = before + missing - line.quantity
    onHand.set(level, after)
    const entry = (reason: 'found' | 'sale', delta: number, balance: number) =>
      movementOf(
        order,
        { branchId: order.branchId, productId: line.productId, reason, delta, balance },
        deps,
        at,
      )
    const found = { ...entry('found', missing, before + missing), actorId: caller.userId }
    return [...(missing > 0 ? [found] : []), entry('sale', -line.quantity, after)]
  })
}
