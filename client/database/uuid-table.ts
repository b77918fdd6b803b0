import { grown } from './grown.ts'
import { readUuid, uuidAt } from './uuid-words.ts'

/** Rows by the id of what they hold, sixteen bytes an id where a Map takes a hundred. Rows are numbers from 0 up. */
export type UuidTable = {
  readonly size: number
  /** The row of an id; -1 where it has none. */
  find(id: string): number
  /** The row of an id; gives it the next one where it has none. */
  add(id: string): number
  idAt(row: number): string
  state(): UuidTableState
}

/** `odd` are ids that are no UUIDs, by row. */
export type UuidTableState = {
  ids: Uint32Array
  slots: Uint32Array
  odd: (readonly [id: string, row: number])[]
}

const words = new Uint32Array(4)

export function createUuidTable(kept?: UuidTableState): UuidTable {
  let ids: Uint32Array = kept?.ids ?? new Uint32Array(4 * 64)
  let size = kept ? kept.ids.length / 4 : 0
  const oddRows = new Map(kept?.odd)
  const oddIds = new Map(kept?.odd.map(([id, row]) => [row, id]))
  /** Row plus one in each slot; 0 is a free slot. */
  let slots: Uint32Array = kept?.slots ?? new Uint32Array(256)

  function spread(): void {
    let width = 256
    while (width < size * 3) width *= 2
    slots = new Uint32Array(width)
    for (let row = 0; row < size; row += 1) {
      if (oddIds.has(row)) continue
      let slot = hash(ids[row * 4]!, ids[row * 4 + 1]!, ids[row * 4 + 2]!, ids[row * 4 + 3]!) & (width - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (width - 1)
      slots[slot] = row + 1
    }
  }

  /** The row of the id in `words`, or else the slot that is free for it, as a negative number. */
  function look(): number {
    const mask = slots.length - 1
    let slot = hash(words[0]!, words[1]!, words[2]!, words[3]!) & mask
    for (;;) {
      const row = slots[slot]! - 1
      if (row < 0) return -slot - 1
      const at = row * 4
      if (
        ids[at] === words[0] &&
        ids[at + 1] === words[1] &&
        ids[at + 2] === words[2] &&
        ids[at + 3] === words[3]
      )
        return row
      slot = (slot + 1) & mask
    }
  }

  function find(id: string): number {
    if (!readUuid(id, words)) return oddRows.get(id) ?? -1
    return Math.max(-1, look())
  }

  return {
    get size() {
      return size
    },
    find,
    add(id) {
      const isUuid = readUuid(id, words)
      const found = isUuid ? look() : (oddRows.get(id) ?? -1)
      if (found >= 0) return found
      const row = size
      size += 1
      ids = grown(ids, size * 4)
      if (isUuid) {
        ids.set(words, row * 4)
        slots[-found - 1] = row + 1
      } else {
        oddRows.set(id, row)
        oddIds.set(row, id)
      }
      if (size * 2 > slots.length) spread()
      return row
    },
    idAt(row) {
      const odd = oddIds.get(row)
      if (odd !== undefined) return odd
      return uuidAt(ids, row * 4)
    },
    state: () => ({ ids: ids.slice(0, size * 4), slots: slots.slice(), odd: [...oddRows] }),
  }
}

function hash(a: number, b: number, c: number, d: number): number {
  let mixed =
    Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) >>> 0
}
