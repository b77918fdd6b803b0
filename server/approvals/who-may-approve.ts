import { sql } from 'kysely'
import { mayApprove } from '../../shared/access/lane-people.ts'
import type { Role } from '../../shared/access/roles.ts'
import { desksWord } from './desks-word.ts'
import type { IsDesksWord, WrittenOn } from './desks-word.ts'
import type { Approval } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'

/** Whether an approval is the word of somebody who may give one, and of the desk what the desk has said. */
export type IsManagersWord = (approval: Approval, on: WrittenOn) => boolean

export type Approver = { id: string; role: Role; disabledAt: Date | null }

/** Looks up who those are that approvals name; without any, the database is not asked. */
export async function whoMayApprove(
  tx: Tx,
  tenantId: string,
  approvals: readonly Pick<Approval, 'approverId' | 'details'>[],
): Promise<IsManagersWord> {
  const ids = [...new Set(approvals.map(({ approverId }) => approverId))]
  if (ids.length === 0) return () => false
  const { rows } = await sql<Approver>`
    select id, role, disabled_at as "disabledAt" from users
    where tenant_id = ${tenantId} and id = any (${ids}::uuid[])`.execute(tx)
  return managersWord(rows, await desksWord(tx, tenantId, approvals))
}

/**
 * The word of a manager whose account was not switched off before it was given (A3). A lane that was offline may not
 * have heard that somebody has left.
 *
 * @param people of the business, among them those whom approvals name
 */
export function managersWord(
  people: readonly Approver[],
  isDesksWord: IsDesksWord = () => true,
): IsManagersWord {
  const byId = new Map(people.map((person) => [person.id, person]))
  return (approval, on) => {
    const { approverId, at } = approval
    const approver = byId.get(approverId)
    if (!approver || !mayApprove(approver.role)) return false
    const wasOn = approver.disabledAt === null || approver.disabledAt.getTime() > Date.parse(at)
    return wasOn && isDesksWord(approval, on)
  }
}
