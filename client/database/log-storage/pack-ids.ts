import { readUuid, uuidAt } from '../uuid-words.ts'

/**
 * The ids of a record, in order. Ids that end in a UUID, all behind the same text or none, as words; any others as JSON.
 * Written out, the random figures of UUIDs were a third of what a catalogue takes on disk.
 */
export type PackedIds = string | { before: string; words: Uint32Array }

const uuidLength = 36

export function packIds(ids: readonly string[]): PackedIds {
  const before = ids[0]?.slice(0, -uuidLength) ?? ''
  const words = new Uint32Array(ids.length * 4)
  const fits = ids.every(
    (id, at) =>
      id.length === before.length + uuidLength &&
      id.startsWith(before) &&
      readUuid(id.slice(before.length), words.subarray(at * 4)),
  )
  return fits ? { before, words } : JSON.stringify(ids)
}

/** Throws where they are damaged. */
export function unpackIds(packed: PackedIds): string[] {
  if (typeof packed === 'string') return JSON.parse(packed) as string[]
  const { before, words } = packed
  return Array.from({ length: words.length / 4 }, (_, at) => before + uuidAt(words, at * 4))
}
