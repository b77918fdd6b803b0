import type { RxDocumentData } from 'rxdb/plugins/core'

/** A document as RxDB hands it to a storage: with `_rev`, `_meta.lwt` and `_deleted`. The log reads nothing else. */
export type Stored = RxDocumentData<Record<string, unknown>>

/**
 * What one step did to one shelf (the documents of one collection and schema version). `write` replaces whole
 * documents; `purge` forgets tombstones for good; `drop` empties the shelf.
 */
export type Part =
  | { kind: 'write'; shelf: string; key: string; context: string; count: number; documents: string }
  | { kind: 'purge'; shelf: string; ids: readonly string[] }
  | { kind: 'drop'; shelf: string }

/** One value in the log: what IndexedDB keeps whole or not at all. `by` names the step that wrote it. */
export type LogRecord = { by: string; parts: readonly Part[] }

/**
 * The version of what lies on disk, also IndexedDB's version of the database. Raise it when a record changes its
 * shape: an older log is thrown away when it is opened, and with it the checkpoints, so that everything is pulled again.
 */
export const FORMAT = 1

/**
 * `key` is the field that holds a document's id. JSON: as fast both ways as a structured clone of the documents, parsed
 * one record at a time where the browser would clone all that were read in one task, and what it parses into takes a
 * seventh less memory.
 */
export function packDocuments(
  shelf: string,
  key: string,
  context: string,
  documents: readonly Stored[],
): Part {
  return { kind: 'write', shelf, key, context, count: documents.length, documents: JSON.stringify(documents) }
}

/** Throws when the record is damaged. */
export function unpackDocuments(part: Extract<Part, { kind: 'write' }>): Stored[] {
  const documents = JSON.parse(part.documents) as Stored[]
  if (documents.length !== part.count)
    throw new Error(`A record names ${part.count} documents and holds ${documents.length}`)
  return documents
}

/** Documents in the record, dead or alive: what compaction weighs. */
export function weightOf(record: LogRecord): number {
  let count = 0
  for (const part of record.parts) if (part.kind === 'write') count += part.count
  return count
}
