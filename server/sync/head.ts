import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'

/** The tenant's epoch and head as they are now. */
export async function currentHead(
  db: Kysely<Schema>,
  tenantId: string,
): Promise<{ epoch: string; head: number }> {
  return db
    .selectFrom('log_heads')
    .select(['epoch', 'head'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
}
