import { shownPace } from '../../shared/velocity/shown-pace.ts'
import { allOf } from '../database/all-of.ts'
import type { Tx } from '../database/database.ts'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { notePaces } from '../inventory/note-paces.ts'
import { writeVelocities } from './night-queries.ts'
import type { Known } from './night-queries.ts'

/** Shelves that a transaction locks (L6). */
const CHUNK = 500

/**
 * Keeps what was reckoned and tells the shelves of it, chunk by chunk: a till that sells meanwhile waits for one at
 * most. What a process that stops has not written, the next one reckons again.
 *
 * @param day on which it was reckoned, as 2026-11-21
 * @returns how many shelves tell something else now
 */
export async function tellChanged(
  deps: Deps,
  tenantId: string,
  branchId: string,
  day: string,
  changed: readonly Known[],
  signal: AbortSignal,
): Promise<number> {
  const db = deps.database.tenant(tenantId)
  // The locks are taken in this order, in every chunk and by every sale (O2).
  const ordered = changed.toSorted((a, b) => (a.productId < b.productId ? -1 : 1))
  let told = 0
  let next = 0
  // Two chunks at work: one commits while the other gathers and waits for the log.
  const hand = async (): Promise<void> => {
    while (next < ordered.length && !signal.aborted) {
      const chunk = ordered.slice(next, (next += CHUNK))
      told += await inTransaction(db, (tx) => tellChunk(tx, tenantId, branchId, day, chunk))
      deps.news.logMoved(tenantId)
    }
  }
  await allOf([hand(), hand()])
  return told
}

async function tellChunk(
  tx: Tx,
  tenantId: string,
  branchId: string,
  day: string,
  chunk: readonly Known[],
): Promise<number> {
  const paces = chunk.map(({ productId, perDay, point }) => ({
    productId,
    velocity: shownPace(perDay),
    point,
  }))
  const told = notePaces(tx, tenantId, branchId, paces)
  await allOf([told, writeVelocities(tx, tenantId, branchId, day, chunk)])
  return await told
}
