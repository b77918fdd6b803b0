import type { Replayed, ReplayAllBody, ReplayBody, ReplayedChunk } from '../../shared/sync/dead-letter.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import type { LetterParts, Payload } from './letter-parts.ts'
import { halvesOf, lockLetters, openDeadLetters } from './queries.ts'
import type { StoredLetter } from './queries.ts'
import { replayLetters } from './replay-letters.ts'

/**
 * Sends one letter again, as it came or as it was corrected; the other half of a transfer comes along, since the two
 * exist together or not at all (M2).
 *
 * @throws ApiError dead-letter/unknown, dead-letter/not-open, dead-letter/other-document, access/forbidden
 */
export async function replayLetter(
  tx: Tx,
  deps: Deps,
  parts: LetterParts,
  caller: Caller,
  id: string,
  { payload }: ReplayBody,
): Promise<Replayed> {
  const { tenantId } = caller
  const [asked] = await lockLetters(tx, tenantId, [id])
  if (!asked) throw new ApiError('dead-letter/unknown')
  if (asked.state !== 'open') throw new ApiError('dead-letter/not-open', { state: asked.state })
  const corrected = payload ? correctedBy(caller, asked, payload) : null
  const others = await otherHalves(tx, tenantId, [asked], corrected)
  const replays = [asked, ...others].map((letter) => ({
    letter,
    corrected: letter.id === id ? corrected : null,
  }))
  const outcomes = await replayLetters(tx, deps, parts, caller, replays)
  return outcomes[0] as Replayed
}

/**
 * Sends the open letters of a cause again as they came, oldest first, a chunk at a time (L6).
 *
 * @returns how many were taken, and where the next chunk begins: behind those that were refused again
 */
export async function replayChunk(
  tx: Tx,
  deps: Deps,
  parts: LetterParts,
  caller: Caller,
  { collection, code, after, limit }: ReplayAllBody,
): Promise<ReplayedChunk> {
  const { tenantId } = caller
  const page = await openDeadLetters(tx, tenantId, {
    cause: { collection, code },
    after: after && { receivedAt: after.afterAt, id: after.afterId },
    limit,
  })
  const ids = page.map(({ id }) => id)
  // Another desk may have been faster.
  const letters = (await lockLetters(tx, tenantId, ids)).filter(({ state }) => state === 'open')
  const others = await otherHalves(tx, tenantId, letters, null)
  const replays = [...letters, ...others].map((letter) => ({ letter, corrected: null }))
  const outcomes = await replayLetters(tx, deps, parts, caller, replays)
  const countOf = (word: Replayed['outcome']) => outcomes.filter(({ outcome }) => outcome === word).length
  const last = page.length === limit ? page.at(-1) : undefined
  return {
    settled: countOf('settled'),
    conflicts: countOf('conflict'),
    refused: countOf('refused'),
    next: last ? { afterAt: last.receivedAt.toISOString(), afterId: last.id } : null,
  }
}

/** The open letters with the other halves of these transfers. */
async function otherHalves(
  tx: Tx,
  tenantId: string,
  letters: readonly StoredLetter[],
  corrected: Payload | null,
): Promise<StoredLetter[]> {
  const transfers = [
    ...letters.filter(({ collection }) => collection === 'stockMovements').map(({ payload }) => payload),
    corrected,
  ]
    .map((payload) => (payload as Payload | null)?.['transferId'])
    .filter((transferId) => typeof transferId === 'string')
  const known = new Set(letters.map(({ id }) => id))
  const ids = (await halvesOf(tx, tenantId, [...new Set(transfers)])).filter((id) => !known.has(id))
  const held = ids.length === 0 ? [] : await lockLetters(tx, tenantId, ids)
  return held.filter(({ state }) => state === 'open')
}

/**
 * A correction that this person may make. It keeps the id of the document, by which its lane learns the outcome; only
 * of two documents under one id the second may get one of its own. Products are an admin's, cost prices and deletes
 * too: what SUPPORT was not shown is taken from the letter.
 */
function correctedBy({ role }: Caller, letter: StoredLetter, payload: Payload): Payload {
  const mayHaveNewId = letter.documentId === '' || letter.code === 'document/id-reused'
  if (payload['id'] !== letter.documentId && !mayHaveNewId) throw new ApiError('dead-letter/other-document')
  if (role === 'ADMIN') return payload
  if (letter.collection === 'products') throw new ApiError('access/forbidden')
  const wasDeleted = (letter.payload as Payload | null)?.['_deleted'] === true
  if (payload['_deleted'] === true && !wasDeleted) throw new ApiError('access/forbidden')
  return payload
}
