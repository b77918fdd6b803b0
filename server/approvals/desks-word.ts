import { coversCount } from '../../shared/approvals/covers-count.ts'
import type { LosingCount } from '../../shared/approvals/covers-count.ts'
import { coversOrder } from '../../shared/approvals/covers-order.ts'
import { Id } from '../../shared/basics/scalars.ts'
import type { Approval } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'
import { lockAsked, markUsed } from './queries.ts'
import type { LockedAsked } from './queries.ts'

/** What was written on the strength of an approval: by which lane, its id, and how much it takes. */
export type WrittenOn = { deviceId: string | null; id: string } & (
  | { order: Parameters<typeof coversOrder>[1] }
  /** Of a count, which goods; one answer may be for several. */
  | { count: Omit<LosingCount, 'id'> }
  /** Out of the drawer, minor units. */
  | { cash: number }
)

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
  return (approval, on) => {
    const requestId = requestIn(approval)
    if (requestId === null) return true
    const request = byId.get(requestId)
    if (!request || request.state !== 'approved' || request.answeredBy !== approval.approverId) return false
    if (request.kind !== approval.kind || request.deviceId !== on.deviceId) return false
    if (!covers(request, on)) return false
    // Counts are told apart by their ids, one by one.
    if ('count' in on) return true
    if ((used.get(requestId) ?? on.id) !== on.id) return false
    used.set(requestId, on.id)
    return true
  }
}

/** Whether what was written takes no more than the desk was shown. */
function covers(request: LockedAsked, on: WrittenOn): boolean {
  const { kind, before, after, details } = request
  if ('count' in on) return kind === 'negative_recount' && coversCount(request, { id: on.id, ...on.count })
  if ('cash' in on) return kind === 'cash_out' && typeof after === 'number' && on.cash <= after
  const named = (key: string) => (typeof details[key] === 'string' ? details[key] : null)
  return coversOrder(
    { kind, before, after, lineId: named('lineId'), productId: named('productId') },
    on.order,
  )
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
