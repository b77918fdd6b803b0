import { sql } from 'kysely'
import type { LanePerson } from '../../shared/access/lane-people.ts'
import type { Tx } from '../database/database.ts'

/**
 * The active people who may work at the lanes of a branch and have a PIN, by name: its own STAFF, and ADMIN and
 * SUPPORT of the business. With the hashes of their PINs.
 */
export async function peopleOfBranch(tx: Tx, tenantId: string, branchId: string): Promise<LanePerson[]> {
  const { rows } = await sql<LanePerson>`
    select id, name, role, pin_hash as "pinHash" from users
    where tenant_id = ${tenantId} and disabled_at is null and pin_hash is not null
      and (role <> 'STAFF' or branch_id = ${branchId})
    order by name, id
    limit 500`.execute(tx)
  return rows
}
