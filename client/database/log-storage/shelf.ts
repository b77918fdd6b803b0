import {
  categorizeBulkWriteRows,
  type BulkWriteRow,
  type CategorizeBulkWriteRowsOutput,
  type EventBulk,
  type RxStorageChangeEvent,
  type RxStorageDefaultCheckpoint,
} from 'rxdb/plugins/core'
import { Subject } from 'rxjs'
import { createDocuments, type Documents } from './documents.ts'
import { readPart, type Readable, type Stored, type WritePart } from './record.ts'
import { sortedIndex, type Entries, type SortedIndex } from './sorted-index.ts'

export type Row = BulkWriteRow<Record<string, unknown>>
export type Decided = CategorizeBulkWriteRowsOutput<Record<string, unknown>>
export type Changes = EventBulk<RxStorageChangeEvent<Stored>, RxStorageDefaultCheckpoint>

/** The documents of one collection and schema version in memory, tombstones too, with what is derived from them. */
export type Shelf = {
  byId: Documents
  /** By the index's fields. Only indexes that a query asked for are built: replication alone needs none. */
  indexes: Map<string, SortedIndex>
  changes$: Subject<Changes>
}

export const emptyShelf = (): Shelf => ({
  byId: createDocuments(),
  indexes: new Map(),
  changes$: new Subject(),
})

/** Which rows may be written, which are conflicts, and what to tell the listeners. Changes nothing. */
export function decide(shelf: Shelf, key: string, rows: Row[], context: string): Decided {
  return categorizeBulkWriteRows(NO_ATTACHMENTS, key as never, shelf.byId as never, rows, context)
}

export function acceptedDocuments(decided: Decided): Stored[] {
  return [...decided.bulkInsertDocs, ...decided.bulkUpdateDocs].map((row) => row.document as Stored)
}

/** Puts what was decided, as it lies in the log, on the shelf and tells the listeners. */
export function apply(shelf: Shelf, part: WritePart | undefined, decided: Decided): void {
  if (!part) return
  place(shelf, readPart(part))
  const newest = decided.newestRow?.document as Stored | undefined
  if (decided.eventBulk.events.length === 0 || !newest) return
  decided.eventBulk.checkpoint = { id: newest[part.key] as string, lwt: newest._meta.lwt }
  shelf.changes$.next(decided.eventBulk)
}

/** Puts what a record holds on the shelf without telling anyone. */
export function place(shelf: Shelf, read: Readable): void {
  const ids = shelf.byId.put(read)
  for (const index of shelf.indexes.values()) for (const id of ids) index.change(id)
}

export function forget(shelf: Shelf, ids: Iterable<string>): void {
  for (const id of ids) {
    if (!shelf.byId.has(id)) continue
    shelf.byId.delete(id)
    for (const index of shelf.indexes.values()) index.change(id)
  }
}

export function empty(shelf: Shelf): void {
  shelf.byId.clear()
  shelf.indexes.clear()
}

/** The documents in the order of `fields`. An index is built on first use. */
export async function inOrderOf(
  shelf: Shelf,
  key: string,
  fields: readonly string[],
  keyOf: () => (document: Stored) => string,
): Promise<Entries> {
  const name = fields.join()
  let index = shelf.indexes.get(name)
  if (!index) {
    index = indexOver(shelf.byId, key, fields, keyOf())
    shelf.indexes.set(name, index)
  }
  try {
    return await index.entries()
  } catch (error) {
    // A document that has no place in the order. Built anew by the next query, when it may have been mended.
    if (shelf.indexes.get(name) === index) shelf.indexes.delete(name)
    throw error
  }
}

/** Most indexes are of nothing but id and tombstone, which are known without reading the document. */
function indexOver(
  byId: Documents,
  key: string,
  fields: readonly string[],
  keyOf: (document: Stored) => string,
): SortedIndex {
  const isCheap = fields.every((field) => field === key || field === '_deleted')
  const read = (id: string) =>
    isCheap ? ({ [key]: id, _deleted: byId.isDeleted(id) } as unknown as Stored) : byId.get(id)!
  return sortedIndex(byId.ids(), (id) => (byId.has(id) ? keyOf(read(id)) : undefined), isCheap)
}

/** The same state of the same document, wherever it was read. */
export const isSame = (a: Stored | undefined, b: Stored): boolean =>
  a !== undefined && a._rev === b._rev && a._meta.lwt === b._meta.lwt

const NO_ATTACHMENTS = { schema: {} } as Parameters<
  typeof categorizeBulkWriteRows<Record<string, unknown>>
>[0]
