import {
  categorizeBulkWriteRows,
  type BulkWriteRow,
  type CategorizeBulkWriteRowsOutput,
  type EventBulk,
  type RxStorageChangeEvent,
  type RxStorageDefaultCheckpoint,
} from 'rxdb/plugins/core'
import { Subject } from 'rxjs'
import type { Stored } from './record.ts'
import { sortedIndex, type Entry, type SortedIndex } from './sorted-index.ts'

export type Row = BulkWriteRow<Record<string, unknown>>
export type Decided = CategorizeBulkWriteRowsOutput<Record<string, unknown>>
export type Changes = EventBulk<RxStorageChangeEvent<Stored>, RxStorageDefaultCheckpoint>

/** The documents of one collection and schema version in memory, tombstones too, with what is derived from them. */
export type Shelf = {
  byId: Map<string, Stored>
  /** By the index's fields. Only indexes that a query asked for are built: replication alone needs none. */
  indexes: Map<string, SortedIndex>
  changes$: Subject<Changes>
}

export const emptyShelf = (): Shelf => ({ byId: new Map(), indexes: new Map(), changes$: new Subject() })

/** Which rows may be written, which are conflicts, and what to tell the listeners. Changes nothing. */
export function decide(shelf: Shelf, key: string, rows: Row[], context: string): Decided {
  return categorizeBulkWriteRows(NO_ATTACHMENTS, key as never, shelf.byId, rows, context)
}

export function acceptedDocuments(decided: Decided): Stored[] {
  return [...decided.bulkInsertDocs, ...decided.bulkUpdateDocs].map((row) => row.document as Stored)
}

/** Puts what was decided on the shelf and tells the listeners. */
export function apply(shelf: Shelf, key: string, decided: Decided): void {
  for (const document of acceptedDocuments(decided)) place(shelf, key, document)
  const newest = decided.newestRow?.document as Stored | undefined
  if (decided.eventBulk.events.length === 0 || !newest) return
  decided.eventBulk.checkpoint = { id: newest[key] as string, lwt: newest._meta.lwt }
  shelf.changes$.next(decided.eventBulk)
}

/** Puts a document on the shelf without telling anyone. */
export function place(shelf: Shelf, key: string, document: Stored): void {
  const id = document[key] as string
  const previous = shelf.byId.get(id)
  shelf.byId.set(id, document)
  for (const index of shelf.indexes.values()) index.change(previous, document)
}

export function forget(shelf: Shelf, ids: Iterable<string>): void {
  for (const id of ids) {
    const previous = shelf.byId.get(id)
    if (!previous) continue
    shelf.byId.delete(id)
    for (const index of shelf.indexes.values()) index.change(previous, undefined)
  }
}

export function empty(shelf: Shelf): void {
  shelf.byId.clear()
  shelf.indexes.clear()
}

/** The documents in the order of `fields`. An index is built on first use. */
export async function inOrderOf(
  shelf: Shelf,
  fields: readonly string[],
  keyOf: () => (document: Stored) => string,
): Promise<readonly Entry[]> {
  const name = fields.join()
  let index = shelf.indexes.get(name)
  if (!index) {
    index = sortedIndex(shelf.byId.values(), keyOf())
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

/** The same state of the same document, wherever it was read. */
export const isSame = (a: Stored | undefined, b: Stored): boolean =>
  a !== undefined && a._rev === b._rev && a._meta.lwt === b._meta.lwt

const NO_ATTACHMENTS = { schema: {} } as Parameters<
  typeof categorizeBulkWriteRows<Record<string, unknown>>
>[0]
