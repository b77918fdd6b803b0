import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const BYTES = 16
const pool = new Uint8Array(BYTES * 256)
let used = pool.length

/**
 * A new UUIDv7. Its randomness is drawn for 256 ids at once: every movement of every order needs an id, and drawing
 * costs more than all the rest of making one.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return v7({ random: pool.subarray(used, (used += BYTES)) })
}
