import type { PersonChange } from '../../shared/access/people.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { keepOneAdmin } from './keep-one-admin.ts'
import { noteOfUser } from './note-of-user.ts'
import { personById, replacePerson } from './queries.ts'
import { refuseBranch } from './refuse-branch.ts'
import { endSessionsOf } from './session-queries.ts'

/**
 * Changes the name, role or branch of somebody. With another role or branch they see other data, so their sessions
 * end: what their lane has not sent stays on it, and goes out after the next login (C3).
 *
 * @returns whether the sessions ended
 * @throws ApiError user/unknown, branch/unknown, branch/closed, user/last-admin; access/forbidden for one's own role
 */
export async function changeUser(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  id: string,
  change: PersonChange,
): Promise<{ id: string; signedOut: boolean }> {
  const { tenantId } = caller
  await keepOneAdmin(tx, tenantId, change.role === 'ADMIN' ? null : id)
  const before = await personById(tx, tenantId, id)
  if (!before) throw new ApiError('user/unknown')
  const { name, role, branchId } = before
  const signedOut = role !== change.role || branchId !== change.branchId
  if (!signedOut && name === change.name) return { id, signedOut }
  if (signedOut && id === caller.userId)
    throw new ApiError('access/forbidden', { reason: 'Nobody can change their own role or branch.' })
  // Whoever is at a branch that was closed can be renamed there.
  if (change.branchId !== branchId) await refuseBranch(tx, tenantId, change.branchId)
  await replacePerson(tx, tenantId, id, change)
  if (signedOut) await endSessionsOf(tx, tenantId, id, new Date(deps.now()))
  await noteOfUser(tx, deps, caller, 'user.changed', id, { before: { name, role, branchId }, after: change })
  return { id, signedOut }
}
