import { LogLostError, type LogFile, type Positioned } from './log-file.ts'
import {
  packDocuments,
  readPart,
  unpackDocuments,
  weightOf,
  type LogRecord,
  type Part,
  type Readable,
  type Stored,
  type WritePart,
} from './record.ts'
import { patiently } from './retry.ts'
import { acceptedDocuments, apply, decide, empty, forget, isSame, place, type Shelf } from './shelf.ts'
import { breathe } from './turns.ts'

/** How far this tab has read, and how much the log holds: `stored` documents, dead or alive, in `records`. */
export type LogState = { position: number; records: number; stored: number }

type FindShelf = (name: string) => Shelf

/** Records fetched at once: enough that waiting for the disk overlaps with parsing. */
const AHEAD = 8

/**
 * Fills the shelves from the start of the log; throws LogLostError when another tab compacted away in the meantime what
 * this one needed. Where a record cannot be read (after a power cut the browser may know
 * of a value whose bytes never reached the disk) the log is cut there: all before it is whole and in order, and what
 * came after is pulled again.
 */
export async function replay(
  file: LogFile,
  shelf: FindShelf,
  waits: readonly number[],
  onDamage: (after: number, error: unknown) => void,
): Promise<LogState> {
  const state: LogState = { position: 0, records: 0, stored: 0 }
  const fetch = (after: number) => quietly(readRecords(file, after, waits))
  let next = fetch(0)
  try {
    for (;;) {
      const chunk = await next
      const last = chunk.at(-1)
      if (!last) return state
      next = fetch(last.position)
      for (const { position, record } of chunk) {
        for (const part of readParts(record)) put(shelf, part)
        advance(state, position, record)
        await breathe()
      }
    }
  } catch (error) {
    if (error instanceof LogLostError) throw error
    await file.cutAfter(state.position)
    onDamage(state.position, error)
    return state
  }
}

/** Reads what other tabs have written since, and tells the listeners of each shelf. */
export async function readOn(file: LogFile, state: LogState, shelf: FindShelf): Promise<void> {
  for (;;) {
    const chunk = await file.readAfter(state.position, AHEAD)
    for (const { position, record } of chunk) {
      const parts = record.parts.map((part): Told =>
        part.kind === 'write' ? { kind: part.kind, part, documents: unpackDocuments(part) } : part,
      )
      for (const part of parts) putAndTell(shelf, part)
      advance(state, position, record)
    }
    if (chunk.length < AHEAD) return
  }
}

/** A chunk, or, where one record in it is damaged, those before it. */
async function readRecords(file: LogFile, after: number, waits: readonly number[]): Promise<Positioned[]> {
  try {
    return await file.readAfter(after, AHEAD)
  } catch (error) {
    if (error instanceof LogLostError) throw error
    return await patiently(() => file.readAfter(after, 1), waits)
  }
}

type Read = Exclude<Part, WritePart> | { kind: 'write'; shelf: string; read: Readable }

/** All parts or none: a record that is damaged in its second half must not leave its first on the shelf. */
function readParts(record: LogRecord): Read[] {
  return record.parts.map((part) =>
    part.kind === 'write' ? { kind: part.kind, shelf: part.shelf, read: readPart(part) } : part,
  )
}

function put(shelf: FindShelf, part: Read): void {
  const on = shelf(part.shelf)
  if (part.kind === 'write') place(on, part.read)
  else if (part.kind === 'purge') forget(on, part.ids)
  else empty(on)
}

type Told = Exclude<Part, WritePart> | { kind: 'write'; part: WritePart; documents: Stored[] }

function putAndTell(shelf: FindShelf, told: Told): void {
  if (told.kind !== 'write') return put(shelf, told)
  const { part, documents } = told
  const on = shelf(part.shelf)
  const known = (document: Stored) => on.byId.get(document[part.key] as string)
  // After a compaction a record may hold documents that were read before.
  const fresh = documents.filter((document) => !isSame(known(document), document))
  if (fresh.length === 0) return
  const rows = fresh.map((document) => {
    const previous = known(document)
    return previous ? { previous, document } : { document }
  })
  const decided = decide(on, part.key, rows, part.context)
  apply(on, packDocuments(part.shelf, part.key, part.context, acceptedDocuments(decided)), decided)
}

function advance(state: LogState, position: number, record: LogRecord): void {
  state.position = position
  state.records++
  state.stored += weightOf(record)
}

/** A chunk fetched ahead may fail when nobody waits for it any more; whoever does wait still sees the error. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
