import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { DigestAnswer } from '../../shared/sync/protocol.ts'
import type { Schema } from '../database/schema.ts'
import type { Collection } from './collection.ts'
import type { HeadOf } from './head.ts'
import type { ReadNearby } from './replica.ts'
import { inScope } from './scope.ts'
import type { Scope } from './scope.ts'
import { shareQueries } from './share-query.ts'

/**
 * Digests for many devices: one holds for as long as the log's head stands where it was, and that is asked after the
 * request came in. Devices that start together cost as much as one.
 */
export function openDigests(readNearby: ReadNearby, headOf: HeadOf) {
  const known = new LRUCache<string, DigestAnswer>({ max: 1_000 })
  const share = shareQueries<DigestAnswer>()
  return {
    digest(tenantId: string, collection: Collection, scope: Scope): Promise<DigestAnswer> {
      const key = `${tenantId}|${scope.key}`
      return share(key, async () => {
        const before = known.get(key)
        const now = before && (await headOf(tenantId))
        if (before && now && before.epoch === now.epoch && before.head === now.head) return before
        const digest = await readNearby(tenantId, (db) => readDigest(db, collection, tenantId, scope))
        known.set(key, digest)
        return digest
      })
    },
  }
}

/** Count, sum and xor of the positions of the live rows in scope, and the head, in one snapshot (C5). */
async function readDigest(
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
