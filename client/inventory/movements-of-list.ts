import type { Delta, OnHand } from '../../shared/basics/scalars.ts'
import type { MovementReason, StockMovement } from '../../shared/inventory/stock-movement.ts'
import { deltaOf } from './work-list.ts'
import type { WorkLine, WorkList } from './work-list.ts'

export type Author = {
  branchId: string
  deviceId: string
  /** Who stands at the till. */
  actorId: string
  /** ISO 8601. */
  at: string
}

/**
 * The movements that a list becomes: one for each product, of a transfer two, which name each other and were written
 * in one moment (M1, M2). The list must be without fault.
 *
 * @param noteOf what is written beside a line, such as the reason and who approved it; null for nothing
 */
export function movementsOf(
  list: WorkList,
  { branchId, deviceId, actorId, at }: Author,
  noteOf: (line: WorkLine) => string | null,
): StockMovement[] {
  return list.lines.flatMap((line): StockMovement[] => {
    const movement = (id: string, where: string, reason: MovementReason, delta: number): StockMovement => ({
      id,
      seq: 0,
      _deleted: false,
      branchId: where,
      productId: line.productId,
      delta: delta as Delta,
      balance: null,
      reason,
      orderId: null,
      // A transfer is called by its half that leaves.
      transferId: list.mode === 'transfer' ? line.id : null,
      counted: list.mode === 'recount' ? (line.quantity as OnHand) : null,
      expected: list.mode === 'recount' ? line.expected : null,
      note: noteOf(line),
      actorId,
      deviceId,
      createdAt: at,
    })
    const delta = deltaOf(list.mode, line)
    if (list.mode !== 'transfer') return [movement(line.id, branchId, list.mode, delta)]
    return [
      movement(line.id, branchId, 'transfer_out', delta),
      movement(line.arrivalId, list.toBranchId ?? branchId, 'transfer_in', -delta),
    ]
  })
}
