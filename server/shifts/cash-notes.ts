import type { Shift } from '../../shared/shifts/shift.ts'
import type { Note } from '../sync/settle-merged.ts'
import { requestIn } from '../approvals/desks-word.ts'
import type { IsManagersWord } from '../approvals/who-may-approve.ts'

/**
 * For the audit log: of the cash movements that are new, what a manager allowed and why, and what nobody did who may:
 * more cash out of the drawer than the branch leaves to a cashier, or the word of somebody whose word does not count.
 *
 * @param limit of one movement out, minor units; null where the branch asks nobody
 */
export function cashNotes(
  { cashMovements, deviceId }: Shift,
  known: Shift | undefined,
  limit: number | null,
  isManagersWord: IsManagersWord,
): Note[] {
  const before = new Set(known?.cashMovements.map(({ id }) => id))
  const fresh = cashMovements.filter(({ id }) => !before.has(id))
  return fresh.flatMap(({ id, direction, amount, reason, actorId, approval }): Note[] => {
    const movement = { id, direction, amount, reason }
    if (approval && isManagersWord(approval, { deviceId, id, cash: amount })) {
      const { approverId, reason: why, at: approvedAt } = approval
      const details = { movement, reason: why, approvedAt, cashierId: actorId }
      // By PIN the lane alone says who allowed it.
      return requestIn(approval) === null
        ? [{ action: 'shift.cash-approval-told', actorId: null, details: { ...details, approverId } }]
        : [{ action: 'shift.cash-approved', actorId: approverId, details }]
    }
    const isOver = direction === 'out' && limit !== null && amount > limit
    if (!isOver && !approval) return []
    const details = { movement, approverId: approval?.approverId ?? null }
    return [{ action: 'shift.approval-missing', actorId, details }]
  })
}
