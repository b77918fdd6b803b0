import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { noteOfUser } from './note-of-user.ts'
import { personById, replacePassword, replacePin } from './queries.ts'
import { endSessionsOf } from './session-queries.ts'

/**
 * Gives somebody a new password. Their sessions end: whoever knew the old one is out.
 *
 * @throws ApiError user/unknown
 */
export async function givePassword(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  id: string,
  passwordHash: string,
): Promise<void> {
  if (!(await personById(tx, caller.tenantId, id))) throw new ApiError('user/unknown')
  await replacePassword(tx, caller.tenantId, id, passwordHash)
  await endSessionsOf(tx, caller.tenantId, id, new Date(deps.now()))
  await noteOfUser(tx, deps, caller, 'user.password-given', id)
}

/**
 * Gives somebody a new PIN, or takes it away. Lanes learn of it when they next fetch their people.
 *
 * @throws ApiError user/unknown
 */
export async function givePin(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  id: string,
  pinHash: string | null,
): Promise<void> {
  if (!(await personById(tx, caller.tenantId, id))) throw new ApiError('user/unknown')
  await replacePin(tx, caller.tenantId, id, pinHash)
  await noteOfUser(tx, deps, caller, pinHash === null ? 'user.pin-taken' : 'user.pin-given', id)
}
