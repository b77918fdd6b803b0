import type { Tx } from '../database/database.ts'
import { ApiError } from '../http/api-error.ts'
import { lockAdmins } from './queries.ts'

/**
 * Locks the admins of a business and sees to it that one who may sign in remains without the person named: two who
 * switch each other off at once come one after the other.
 *
 * @param without who is about to be an admin no longer; null where nobody is
 * @throws ApiError user/last-admin
 */
export async function keepOneAdmin(tx: Tx, tenantId: string, without: string | null): Promise<void> {
  if (without === null) return
  const admins = await lockAdmins(tx, tenantId)
  if (admins.includes(without) && admins.length === 1) throw new ApiError('user/last-admin')
}
