import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { DigestAnswer } from '../../shared/sync/protocol.ts'
import type { Schema } from '../database/schema.ts'
import { inScope } from './scope.ts'
import type { Scope } from './scope.ts'
import type { Collection } from './collection.ts'

/** Count, sum and xor of the positions of the live rows in scope, and the head, in one snapshot (C5). */
export async function readDigest(
  db: Kysely<Schema>,
  collection: Collection,
  tenantId: string,
  scope: Scope,
): Promise<DigestAnswer> {
  const { rows } = await sql<DigestAnswer>`
    select l.epoch, l.head, live.count, live.sum, live.xor
    from log_heads l, lateral (
      select count(*)::integer as count, coalesce(sum(seq), 0)::text as sum, coalesce(bit_xor(seq), 0)::text as xor
      from ${sql.table(collection.table)}
      where ${inScope(collection, tenantId, scope)} and not deleted
    ) live
    where l.tenant_id = ${tenantId}`.execute(db)
  const row = rows[0]
  if (!row) throw new Error(`tenant ${tenantId} has no log`)
  return row
}
