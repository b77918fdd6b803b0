import type { Kysely } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { shareQueries } from './share-query.ts'

export type Head = { epoch: string; head: number }

/** Asks for the head of a tenant's log as it is after the question. */
export type HeadOf = (tenantId: string) => Promise<Head>

/** The tenant's epoch and head as they are now. */
export async function currentHead(db: Kysely<Schema>, tenantId: string): Promise<Head> {
  return db
    .selectFrom('log_heads')
    .select(['epoch', 'head'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
}

/** The tenant's epoch and head, and up to where tombstones of each collection were purged (L5). */
export async function currentLog(
  db: Kysely<Schema>,
  tenantId: string,
): Promise<Head & { purged: Record<string, number> }> {
  return db
    .selectFrom('log_heads')
    .select(['epoch', 'head', 'purged'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
}

/** `currentHead` for many who ask at once: one row by its key, read once for all who wait. */
export function shareHeads(database: Database): HeadOf {
  const share = shareQueries<Head>()
  return (tenantId) => share(tenantId, () => currentHead(database.tenant(tenantId), tenantId))
}
