import { mayApprove } from '../../shared/access/lane-people.ts'
import { settingsOf } from '../../shared/branches/branch.ts'
import { approvalIn, readableNote } from '../../shared/inventory/approved-note.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { desksWord } from '../approvals/desks-word.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { limitsAndApprovers } from './queries.ts'

/**
 * Notes recounts that took more off a shelf than the branch lets anybody count away alone: who allowed it, or that
 * nobody did whose word counts. They stand all the same: the goods are gone either way.
 *
 * @param at ISO 8601
 */
export async function auditRecounts(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  booked: readonly StockMovement[],
  at: string,
): Promise<void> {
  const lost = booked.filter(({ reason, delta }) => reason === 'recount' && delta < 0)
  if (lost.length === 0) return
  const { branches, approvers } = await limitsAndApprovers(
    tx,
    tenantId,
    lost.map(({ branchId }) => branchId),
    lost.flatMap(({ note }) => approvalIn(note)?.approverId ?? []),
  )
  const isDesksWord = await desksWord(
    tx,
    tenantId,
    lost.flatMap(({ note }) => givenIn(note) ?? []),
  )
  const limits = new Map(
    branches.map(({ id, limits: of }) => [id, settingsOf({ limits: of ?? {} }).limits.negativeRecount]),
  )
  const entries = lost.flatMap((movement): AuditEntry[] => {
    const { id, branchId, productId, delta, counted, expected, note, actorId, deviceId } = movement
    const limit = limits.get(branchId)
    if (limit === undefined || -delta <= limit) return []
    const approval = approvalIn(note)
    const approver = approvers.find((one) => one.id === approval?.approverId)
    const counts =
      approval !== null &&
      approver !== undefined &&
      mayApprove(approver.role) &&
      (approver.disabledAt === null || Date.parse(approver.disabledAt) > Date.parse(approval.at)) &&
      isDesksWord(givenIn(note) ?? { kind: '', approverId: '' }, {
        deviceId,
        id,
        count: { productId, lost: -delta },
      })
    const isTold = approval?.requestId === null
    return [
      {
        id: deps.newId(),
        at,
        // By PIN the lane alone says who allowed it.
        actorId: !counts ? actorId : isTold ? null : approver.id,
        deviceId,
        action: !counts
          ? 'stock.approval-missing'
          : isTold
            ? 'stock.recount-approval-told'
            : 'stock.recount-approved',
        subject: 'stockMovements',
        subjectId: id,
        details: {
          branchId,
          productId,
          counted,
          expected,
          limit,
          countedBy: actorId,
          ...(counts && isTold ? { approverId: approver.id } : {}),
          note: readableNote(note),
        },
      },
    ]
  })
  await writeAudit(tx, tenantId, entries)
}

function givenIn(note: string | null) {
  const approval = approvalIn(note)
  if (!approval) return null
  const { approverId, requestId } = approval
  return { kind: 'negative_recount', approverId, ...(requestId === null ? {} : { details: { requestId } }) }
}
