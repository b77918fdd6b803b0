import type { Order } from '../../shared/orders/order.ts'
import type { AuditEntry } from '../audit/write-audit.ts'
import type { Deps } from '../deps.ts'
import type { SettledOrder } from './settled-order.ts'

/** What was allowed in an order, by whom and why, one entry each; and what should have been and was not. */
export function approvalNotes({ order, heard, lacked }: SettledOrder, deps: Deps, at: string): AuditEntry[] {
  const approved = heard.map(({ kind, approverId, reason, at: approvedAt, details = {} }) =>
    note(order, deps, at, {
      actorId: approverId,
      action: 'order.approved',
      details: { kind, reason, approvedAt, cashierId: order.cashierId, details },
    }),
  )
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
