import type { RxDocumentData } from 'rxdb/plugins/core'
import { packIds, unpackIds, type PackedIds } from './pack-ids.ts'
import { createPacking, createUnpacking, type PackingState } from '../packing.ts'

/** A document as RxDB hands it to a storage: with `_rev`, `_meta.lwt` and `_deleted`. The log reads nothing else. */
export type Stored = RxDocumentData<Record<string, unknown>>

/**
 * What one step did to one shelf (the documents of one collection and schema version). `write` replaces whole
 * documents; `purge` forgets tombstones for good; `drop` empties the shelf.
 */
export type Part =
  | { kind: 'write'; shelf: string; key: string; context: string; count: number; documents: Documents }
  | { kind: 'purge'; shelf: string; ids: readonly string[] }
  | { kind: 'drop'; shelf: string }

/**
 * Few documents as JSON. Many packed, in a third of the room, and read one by one when somebody asks: so they lie in
 * memory as they lie on disk. `texts` has a line each, `deleted` names the places of tombstones. Written as UTF-8: one
 * dash among a thousand titles, and IndexedDB would give every letter and figure of them two bytes.
 */
export type Documents = string | Packed
export type Packed = {
  ids: PackedIds
  texts: Uint8Array<ArrayBuffer>
  deleted: readonly number[]
  packing: PackingState
}

/** One value in the log: what IndexedDB keeps whole or not at all. `by` names the step that wrote it. */
export type LogRecord = { by: string; parts: readonly Part[] }

/**
 * The version of what lies on disk, also IndexedDB's version of the database. Raise it when a record changes its
 * shape: an older log is thrown away when it is opened, and with it the checkpoints, so that everything is pulled again.
 */
export const FORMAT = 4

/** So many documents are packed; the words that repeat in fewer would take more room than they save. */
export const PACK_FROM = 50

/** Repeated values of a field that a record remembers for all its documents. */
const mostRepeated = 128

export type WritePart = Extract<Part, { kind: 'write' }>

/** `key` is the field that holds a document's id. */
export function packDocuments(
  shelf: string,
  key: string,
  context: string,
  documents: readonly Stored[],
  packFrom = PACK_FROM,
): WritePart {
  const packed = documents.length < packFrom ? JSON.stringify(documents) : packAll(key, documents)
  return { kind: 'write', shelf, key, context, count: documents.length, documents: packed }
}

function packAll(key: string, documents: readonly Stored[]): Packed {
  const { pack, state } = createPacking(key, undefined, mostRepeated)
  const texts = new TextEncoder().encode(documents.map(pack).join('\n'))
  const deleted = documents.flatMap(({ _deleted }, place) => (_deleted ? [place] : []))
  return { ids: packIds(documents.map((it) => it[key] as string)), texts, deleted, packing: state() }
}

/** What a part writes, as a shelf takes it in. */
export type Readable =
  | { key: string; documents: readonly Stored[] }
  | {
      key: string
      ids: readonly string[]
      texts: readonly string[]
      deleted: readonly number[]
      unpack: Unpack
    }

export type Unpack = (text: string, id: string) => Record<string, unknown>

/** Throws when the record is damaged, as far as can be told without reading each document. */
export function readPart({ key, count, documents }: WritePart): Readable {
  if (typeof documents === 'string') {
    const all = JSON.parse(documents) as Stored[]
    if (all.length !== count) throw damaged(count, all.length)
    return { key, documents: all }
  }
  const ids = unpackIds(documents.ids)
  const texts = new TextDecoder().decode(documents.texts).split('\n')
  if (ids.length !== count || texts.length !== count) throw damaged(count, texts.length)
  return { key, ids, texts, deleted: documents.deleted, unpack: createUnpacking(key, documents.packing) }
}

/** Throws when the record is damaged. */
export function unpackDocuments(part: WritePart): Stored[] {
  const read = readPart(part)
  if ('documents' in read) return [...read.documents]
  return read.texts.map((text, place) => read.unpack(text, read.ids[place]!) as Stored)
}

function damaged(named: number, found: number): Error {
  return new Error(`A record names ${named} documents and holds ${found}`)
}

/** Documents in the record, dead or alive: what compaction weighs. */
export function weightOf(record: LogRecord): number {
  let count = 0
  for (const part of record.parts) if (part.kind === 'write') count += part.count
  return count
}
