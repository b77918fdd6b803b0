/** Rows by a code such as a barcode, without keeping the codes: whoever asks compares. */
export type CodeTable = {
  add(code: string, row: number): void
  /** A row that has the code still, the one that got it last as a rule; -1 where none has. */
  find(code: string, has: (row: number) => boolean): number
  state(): CodeTableState
}

export type CodeTableState = { rows: Uint32Array; hashes: Uint32Array; used: number }

export function createCodeTable(kept?: CodeTableState): CodeTable {
  /** Row plus one in each slot; 0 is a free slot. */
  let rows = kept?.rows ?? new Uint32Array(256)
  let hashes = kept?.hashes ?? new Uint32Array(256)
  let used = kept?.used ?? 0

  function put(code: number, row: number): void {
    const mask = rows.length - 1
    let slot = code & mask
    while (rows[slot] !== 0) {
      if (rows[slot] === row + 1 && hashes[slot] === code) return
      slot = (slot + 1) & mask
    }
    rows[slot] = row + 1
    hashes[slot] = code
    used += 1
  }

  function widen(): void {
    const [oldRows, oldHashes] = [rows, hashes]
    rows = new Uint32Array(oldRows.length * 2)
    hashes = new Uint32Array(rows.length)
    used = 0
    // From behind a free slot on, so that those of one code keep their order.
    const start = oldRows.indexOf(0)
    for (let step = 0; step < oldRows.length; step += 1) {
      const slot = (start + step) & (oldRows.length - 1)
      if (oldRows[slot] !== 0) put(oldHashes[slot]!, oldRows[slot]! - 1)
    }
  }

  return {
    add(code, row) {
      put(hashOf(code), row)
      if (used * 2 > rows.length) widen()
    },
    find(code, has) {
      const hash = hashOf(code)
      const mask = rows.length - 1
      let found = -1
      for (let slot = hash & mask; rows[slot] !== 0; slot = (slot + 1) & mask) {
        const row = rows[slot]! - 1
        if (hashes[slot] === hash && has(row)) found = row
      }
      return found
    },
    state: () => ({ rows, hashes, used }),
  }
}

function hashOf(code: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < code.length; at += 1) hash = Math.imul(hash ^ code.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) >>> 0
}
