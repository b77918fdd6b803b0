import type { Order } from '../../shared/orders/order.ts'
import { requestIn } from '../approvals/desks-word.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import type { Deps } from '../deps.ts'
import { isOwnWord } from './judge-approvals.ts'
import type { SettledOrder } from './settled-order.ts'

/**
 * What was allowed in an order, by whom and why, one entry each; and what should have been and was not. What the desk
 * answered is its own deed. By PIN it is the lane alone that says who allowed it, and no manager's token has
 * vouched for that: such an entry names nobody as its doer.
 */
export function approvalNotes({ order, heard, lacked }: SettledOrder, deps: Deps, at: string): AuditEntry[] {
  const approved = heard.map((approval) => {
    const { kind, approverId, reason, at: approvedAt, details = {} } = approval
    const said = { kind, reason, approvedAt, cashierId: order.cashierId, details }
    if (isOwnWord(order, approval))
      return note(order, deps, at, {
        actorId: order.cashierId,
        action: 'order.cashiers-word',
        details: said,
      })
    if (requestIn(approval) !== null)
      return note(order, deps, at, { actorId: approverId, action: 'order.approved', details: said })
    return note(order, deps, at, {
      actorId: null,
      action: 'order.approval-told',
      details: { ...said, approverId },
    })
  })
  if (lacked.length === 0) return approved
  const missing = { actorId: order.cashierId, action: 'order.approval-missing', details: { kinds: lacked } }
  return [...approved, note(order, deps, at, missing)]
}

function note(
  order: Order,
  deps: Deps,
  at: string,
  said: Pick<AuditEntry, 'actorId' | 'action' | 'details'>,
): AuditEntry {
  return { id: deps.newId(), at, deviceId: order.deviceId, subject: 'orders', subjectId: order.id, ...said }
}
