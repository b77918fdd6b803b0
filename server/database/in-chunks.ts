import type { Kysely } from 'kysely'
import type { Tx } from './database.ts'
import type { Schema } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** Rows that a long job may touch before it commits (L6). */
const CHUNK = 500

/**
 * Repeats a step that touches at most 500 rows, each time in a transaction of its own, until one finds fewer: nobody
 * else ever waits for the whole job (L6).
 *
 * @param step gives how many rows it touched
 * @returns how many rows there were in all
 */
export async function inChunks(db: Kysely<Schema>, step: (tx: Tx) => Promise<number>): Promise<number> {
  for (let all = 0; ;) {
    const touched = await inTransaction(db, step)
    all += touched
    if (touched < CHUNK) return all
  }
}
