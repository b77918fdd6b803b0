import type { Kysely } from 'kysely'
import type { Device } from '../../shared/access/session.ts'
import type { Schema } from '../database/schema.ts'

/** A lane of the business, revoked or not: what it wrote before it was shut out, or lost, still counts. */
export async function laneById(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<(Device & { revokedAt: Date | null }) | undefined> {
  return db
    .selectFrom('devices')
    .select(['id', 'name', 'branch_id as branchId', 'code', 'revoked_at as revokedAt'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}
