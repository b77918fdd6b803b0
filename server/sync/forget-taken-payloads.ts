import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'

/** As long as a device may be away before it begins anew (L5). */
const KEEP_MS = 120 * 86_400_000

/**
 * Forgets what was taken of edited documents more than 120 days ago. Such a payload that comes once more is then an
 * edit like any other: the later arrival wins, and both values are in the audit log (M4).
 */
export async function forgetTakenPayloads(
  db: Kysely<Schema>,
  tenantId: string,
  now: number,
): Promise<number> {
  return inChunks(db, (tx) => deleteOldPayloads(tx, tenantId, new Date(now - KEEP_MS)))
}

/** At most 500 at a time (L6); gives how many there were. */
async function deleteOldPayloads(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from taken_payloads where tenant_id = ${tenantId}
      and (collection, document_id, payload_hash) in (
        select collection, document_id, payload_hash from taken_payloads
        where tenant_id = ${tenantId} and taken_at < ${before} limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
