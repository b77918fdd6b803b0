import { coversOrder } from '../../shared/approvals/covers-order.ts'
import { Id } from '../../shared/basics/scalars.ts'
import type { Approval } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'
import { lockAsked, markUsed } from './queries.ts'

/** What was written on the strength of an approval: by which lane, its id, and the order where it is one. */
export type WrittenOn = {
  deviceId: string | null
  id: string
  order?: Parameters<typeof coversOrder>[1]
  /** Of a count: its product; one answer may be for several. */
  productId?: string
}

type Given = Pick<Approval, 'approverId' | 'details'> & { kind: string }

/** Whether an approval that names a request of the desk is what the desk answered; true of one that names none. */
export type IsDesksWord = (approval: Given, on: WrittenOn) => boolean

/** The request that an approval names; null where a manager stood at the till. */
export function requestIn({ details }: Pick<Approval, 'details'>): string | null {
  const named = details?.['requestId']
  return named === undefined ? null : (Id.safeParse(named).data ?? '')
}

/**
 * Looks up what the desk said, and locks it until the commit. An approval that names a request counts as far as the
 * desk's own record goes (A3): approved, by that manager, for that lane, of that kind, for no less than was written,
 * and once. Without such approvals the database is not asked.
 */
export async function desksWord(
  tx: Tx,
  tenantId: string,
  approvals: readonly Pick<Approval, 'details'>[],
): Promise<IsDesksWord> {
  const ids = [...new Set(approvals.flatMap((approval) => requestIn(approval) || []))]
  const asked = ids.length === 0 ? [] : await lockAsked(tx, tenantId, ids)
  const byId = new Map(asked.map((one) => [one.id, one]))
  const used = new Map(asked.map(({ id, usedFor }) => [id, usedFor]))
  return (approval, { deviceId, id, order, productId }) => {
    const requestId = requestIn(approval)
    if (requestId === null) return true
    const request = byId.get(requestId)
    if (!request || request.state !== 'approved' || request.answeredBy !== approval.approverId) return false
    if (request.kind !== approval.kind || request.deviceId !== deviceId) return false
    if (productId !== undefined) {
      const products = request.details['productIds']
      return Array.isArray(products) && products.includes(productId)
    }
    const { kind, before, after, details } = request
    const lineId = typeof details['lineId'] === 'string' ? details['lineId'] : null
    if (order && !coversOrder({ kind, before, after, lineId }, order)) return false
    if ((used.get(requestId) ?? id) !== id) return false
    used.set(requestId, id)
    return true
  }
}

/** Writes down what approvals were used for, those of the desk. */
export async function noteUse(
  tx: Tx,
  tenantId: string,
  given: readonly { approval: Pick<Approval, 'details'>; usedFor: string }[],
): Promise<void> {
  const used = given.flatMap(({ approval, usedFor }) => {
    const requestId = requestIn(approval)
    return requestId ? [{ requestId, usedFor }] : []
  })
  if (used.length > 0) await markUsed(tx, tenantId, used)
}
