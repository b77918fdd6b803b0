import {
  normalizeMangoQuery,
  prepareQuery,
  type FilledMangoQuery,
  type MangoQuery,
  type RxDocumentData,
} from 'rxdb/plugins/core'
import type { KeptCollection } from './open-databases.ts'
import type { Kept } from './schemas.ts'

export type Row = RxDocumentData<Kept>
export type Plain = Kept & { _deleted: boolean }

/** A field that holds text; empty where it holds anything else: a damaged or rejected document may. */
export function textIn(document: Record<string, unknown>, field: string): string {
  const value = document[field]
  return typeof value === 'string' ? value : ''
}

/** A document without what RxDB keeps beside it. */
export function plain(row: Row): Plain {
  const { _meta, _rev, _attachments, ...document } = row
  return document as unknown as Plain
}

/** Rows by a query, live ones or deleted ones, straight from the storage: no document objects, no cache, no live query. */
export async function rowsWhere(
  collection: KeptCollection,
  query: MangoQuery<Kept>,
  deleted = false,
): Promise<Row[]> {
  const { schema } = collection.storageInstance
  const normal = normalizeMangoQuery(schema, query as MangoQuery<RxDocumentData<Kept>>)
  const selector = {
    ...normal.selector,
    _deleted: { $eq: deleted },
  } as unknown as FilledMangoQuery<Row>['selector']
  const result = await collection.storageInstance.query(prepareQuery(schema, { ...normal, selector }))
  return result.documents
}

/**
 * All live rows (or all deleted ones), a page at a time in order of id, so that neither memory nor the main thread feels the size of a
 * collection. Between two pages others get their turn.
 */
export async function* pagesOf(
  collection: KeptCollection,
  size: number,
  deleted = false,
): AsyncGenerator<Row[]> {
  for (let after = ''; ;) {
    const query = { selector: { id: { $gt: after } }, sort: [{ id: 'asc' as const }], limit: size }
    const rows = await rowsWhere(collection, query, deleted)
    if (rows.length > 0) yield rows
    if (rows.length < size) return
    after = rows.at(-1)!.id
  }
}
