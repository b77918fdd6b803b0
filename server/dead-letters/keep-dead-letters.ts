import type { RejectionCode } from '../../shared/errors.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { payloadHash } from '../fingerprint.ts'
import { insertDeadLetters, lettersFor } from './queries.ts'
import type { LetterOf } from './queries.ts'

/** A document that could not be accepted, as it came, with who sent it and why it was refused. */
export type Refused = {
  collection: string
  raw: Record<string, unknown>
  code: RejectionCode
  details: string
  caller: Caller
  device: CallerDevice | null
}

/**
 * Keeps refused documents with their payload, device, user and reason (U5); the same payload pushed again adds
 * nothing. A different document under an id that is taken raises an alarm in the log and the metrics (U3).
 */
export async function keepDeadLetters(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  refused: readonly Refused[],
): Promise<void> {
  const receivedAt = new Date(deps.now()).toISOString()
  for (const { code, collection, raw, device } of refused) {
    if (code !== 'document/id-reused') continue
    deps.logger.warn(
      { tenantId, collection, documentId: documentIdOf(raw), device: device?.id },
      'one id, two documents',
    )
  }
  const fresh = await insertDeadLetters(
    tx,
    tenantId,
    refused.map((letter) => ({
      id: deps.newId(),
      collection: letter.collection,
      documentId: documentIdOf(letter.raw),
      payload: letter.raw,
      payloadHash: payloadHash(letter.raw),
      branchId: letter.device?.branchId ?? letter.caller.branchId,
      deviceId: letter.device?.id ?? null,
      userId: letter.caller.userId,
      code: letter.code,
      details: letter.details.slice(0, 2000),
      receivedAt,
    })),
  )
  for (const code of fresh) deps.metrics.deadLetters.inc({ code })
}

/** Whatever stands where the id should be: a document may be too broken to have one. */
function documentIdOf(raw: Record<string, unknown>): string {
  return typeof raw.id === 'string' ? raw.id.replaceAll('\u0000', '').slice(0, 200) : ''
}

/** What was said of a payload before: refused, or made into something that stands by support. */
export type SaidBefore = { kind: 'refused'; code: RejectionCode; details: string } | { kind: 'replayed' }

/**
 * For each document, what became of its very payload before, or undefined. A repeat from the same lane and person gets
 * the answer of the first time and changes nothing (U3); who else sends it is judged anew. What support discarded stays
 * refused, and what support replayed stays settled, whoever sends it. Ids that were used for two documents are left to
 * the collection, which knows what stands there.
 */
export async function saidBefore(
  tx: Tx,
  tenantId: string,
  collection: string,
  rows: readonly (Pick<Refused, 'raw' | 'caller' | 'device'> & { isReplay: boolean })[],
): Promise<(SaidBefore | undefined)[]> {
  const ids = rows.flatMap(({ raw, isReplay }) => (isReplay ? [] : [documentIdOf(raw)]))
  const letters = ids.length === 0 ? [] : await lettersFor(tx, tenantId, collection, ids)
  if (letters.length === 0) return rows.map(() => undefined)
  return rows.map(({ raw, caller, device, isReplay }) => {
    if (isReplay) return undefined
    const hash = payloadHash(raw)
    const isTheirs = (letter: LetterOf) =>
      letter.userId === caller.userId && letter.deviceId === (device?.id ?? null)
    const letter = letters.find(
      (it) =>
        it.payloadHash.equals(hash) &&
        (it.state !== 'open' || (it.code !== 'document/id-reused' && isTheirs(it))),
    )
    if (!letter) return undefined
    if (letter.state === 'replayed') return { kind: 'replayed' }
    // Of two documents under one id the first is answered with, and no refusal.
    if (letter.code === 'document/id-reused') return undefined
    return { kind: 'refused', code: letter.code as RejectionCode, details: letter.details }
  })
}
