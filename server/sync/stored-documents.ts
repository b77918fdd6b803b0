import { sql } from 'kysely'
import { Id } from '../../shared/basics/scalars.ts'
import type { Tx } from '../database/database.ts'
import type { Collection, Reader } from './collection.ts'
import { documentJson } from './json-sql.ts'

/** The documents that are stored under these ids, by id; what cannot be an id is passed over. */
export async function storedDocuments(
  tx: Tx,
  tenantId: string,
  collection: Collection,
  ids: readonly unknown[],
  reader: Reader,
): Promise<Map<string, Record<string, unknown>>> {
  const wanted = ids.filter((id) => Id.safeParse(id).success) as string[]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ document: string }>`
    select ${documentJson(collection.fields(reader))} as document
    from ${sql.table(collection.table)}
    where tenant_id = ${tenantId} and id = any (${wanted}::uuid[])`.execute(tx)
  const documents = rows.map((row) => JSON.parse(row.document) as Record<string, unknown>)
  return new Map(documents.map((document) => [String(document['id']), document]))
}
