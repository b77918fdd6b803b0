import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { noteOfUser } from './note-of-user.ts'
import { markEnabled, personById } from './queries.ts'

/**
 * Switches an account on again: its person signs in as before, with the old password and PIN.
 *
 * @throws ApiError user/unknown
 */
export async function enableUser(tx: Tx, deps: Deps, caller: Caller, id: string): Promise<{ id: string }> {
  const person = await personById(tx, caller.tenantId, id)
  if (!person) throw new ApiError('user/unknown')
  if (person.disabledAt === null) return { id }
  await markEnabled(tx, caller.tenantId, id)
  await noteOfUser(tx, deps, caller, 'user.enabled', id)
  return { id }
}
