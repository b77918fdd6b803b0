import type { LanePerson } from '../../shared/access/lane-people.ts'
import type { Tx } from '../database/database.ts'
import { peopleWithPin } from './queries.ts'

/**
 * The active people who may work at the lanes of a branch and have a PIN, by name: its own STAFF, and ADMIN and
 * SUPPORT of the business. With the hashes of their PINs.
 */
export async function peopleOfBranch(tx: Tx, tenantId: string, branchId: string): Promise<LanePerson[]> {
  return peopleWithPin(tx, tenantId, branchId)
}
