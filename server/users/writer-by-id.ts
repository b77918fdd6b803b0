import type { Tx } from '../database/database.ts'
import type { Caller } from '../http/caller.ts'
import { personById } from './queries.ts'

/**
 * Somebody as the caller of what they wrote earlier, with their rights of today; switched off or not, since what was
 * sold has been sold. Without a session: nobody is signed in by it.
 */
export async function writerById(tx: Tx, tenantId: string, id: string): Promise<Caller | undefined> {
  const person = await personById(tx, tenantId, id)
  return person && { tenantId, userId: id, role: person.role, branchId: person.branchId, sessionId: '' }
}
