import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { chunkWay } from './chunk-way.ts'
import { holdNextChunk, keepChunk } from './chunks.ts'
import { decideChunk } from './decide-chunk.ts'
import { noteEnd } from './note-end.ts'

/** The operation was cancelled while the chunk was at work: what the chunk did is rolled back. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}

export type ChunkEnd = { more: boolean; isAwaited: boolean }

/**
 * Does the next chunk of an operation in the caller's transaction, at most 500 products (L6): gather under locks,
 * decide, take positions, write. What the chunk did is committed with it or not at all, so that whoever goes on after
 * a crash does no row twice.
 *
 * @param turn awaited before positions are taken: of several chunks at work, one at a time holds the log
 * @returns whether there may be another one, and whether somebody waited for this one
 * @throws Cancelled
 */
export async function runChunk(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  id: string,
  turn: () => Promise<void>,
): Promise<ChunkEnd> {
  const chunk = await holdNextChunk(tx, tenantId, id)
  if (!chunk) return { more: false, isAwaited: false }
  const way = chunkWay(tx, deps, tenantId, id, chunk)
  const decision = decideChunk(chunk.operation, chunk, await way.hold())
  await turn()
  const at = new Date(deps.now())
  // What changes nothing takes no position (L4).
  const firstSeq = decision.edits.length > 0 ? await way.write(decision.edits, at.toISOString()) : null
  const kept = await keepChunk(tx, tenantId, id, { ...chunk, ...decision, firstSeq }, at)
  if (kept === null) throw new Cancelled()
  const more = kept.state === 'running'
  if (!more) await noteEnd(tx, deps, tenantId, id, chunk.createdBy)
  return { more, isAwaited: kept.isAwaited }
}
