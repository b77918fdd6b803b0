import { sql } from 'kysely'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Tx } from '../database/database.ts'
import type { Pushed } from './collection.ts'

/** What was taken before from devices that had heard nothing of a document: such a payload is no news (U3). */
export type TakenPayloads = {
  has(pushed: Pushed): boolean
  add(pushed: Pushed): void
  /** Keeps what was added, as taken at a moment, ISO 8601. */
  keep(at: string): Promise<void>
}

/** Reads what was taken of a batch's documents. Call it under the locks of their ids. */
export async function takenPayloads(
  tx: Tx,
  tenantId: string,
  collection: CollectionName,
  batch: readonly Pushed[],
): Promise<TakenPayloads> {
  const ids = [...new Set(batch.filter((it) => it.assumed === null).map(({ document }) => document.id))]
  const { rows } = await sql<{ id: string; hash: string }>`
    select document_id as id, encode(payload_hash, 'hex') as hash from taken_payloads
    where tenant_id = ${tenantId} and collection = ${collection} and document_id = any (${ids}::uuid[])`.execute(
    tx,
  )
  const known = new Set(rows.map(({ id, hash }) => `${id} ${hash}`))
  const fresh: { id: string; hash: Buffer }[] = []
  const keyOf = ({ document, fingerprint }: Pushed) => `${document.id} ${fingerprint.hash.toString('hex')}`
  return {
    has: (pushed) => known.has(keyOf(pushed)),
    add(pushed) {
      if (known.has(keyOf(pushed))) return
      known.add(keyOf(pushed))
      fresh.push({ id: pushed.document.id, hash: pushed.fingerprint.hash })
    },
    async keep(at) {
      if (fresh.length === 0) return
      await sql`
        insert into taken_payloads (tenant_id, collection, document_id, payload_hash, taken_at)
        select ${tenantId}::uuid, ${collection}, id, hash, ${at}::timestamptz
        from unnest(${fresh.map(({ id }) => id)}::uuid[], ${fresh.map(({ hash }) => hash)}::bytea[]) as new (id, hash)
        on conflict do nothing`.execute(tx)
    },
  }
}
