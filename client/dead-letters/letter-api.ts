import { z } from 'zod'
import type { Cause } from '../../shared/sync/dead-letter.ts'
import { LetterKey, Replayed, ReplayedChunk } from '../../shared/sync/dead-letter.ts'
import { account, device } from '../app/app-parts.ts'

const LetterHead = z.object({
  id: z.string(),
  collection: z.string(),
  documentId: z.string(),
  code: z.string(),
  receivedAt: z.string(),
  payload: z.unknown(),
})
export type LetterHead = z.infer<typeof LetterHead>

const LetterPage = z.object({ deadLetters: z.array(LetterHead), next: z.nullable(LetterKey) })
export type LetterPage = z.infer<typeof LetterPage>

const OpenCause = z.object({ collection: z.string(), code: z.string(), count: z.int(), oldest: z.string() })
export type OpenCause = z.infer<typeof OpenCause>
const CauseList = z.object({ causes: z.array(OpenCause) })

const Letter = z.object({
  id: z.string(),
  collection: z.string(),
  documentId: z.string(),
  payload: z.record(z.string(), z.unknown()),
  device: z.nullable(z.object({ id: z.string(), name: z.string(), code: z.string() })),
  user: z.nullable(z.object({ id: z.string(), name: z.string() })),
  code: z.string(),
  reason: z.string(),
  details: z.string(),
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  receivedAt: z.string(),
  state: z.enum(['open', 'replayed', 'discarded']),
  stored: z.nullable(z.record(z.string(), z.unknown())),
  differences: z.array(
    z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
  ),
})
export type Letter = z.infer<typeof Letter>

const pageSize = 100

export async function fetchCauses(): Promise<OpenCause[]> {
  return CauseList.parse(await account.callAs('/dead-letters/causes')).causes
}

export async function fetchLetters(cause: Cause, after: LetterKey | null): Promise<LetterPage> {
  const query = new URLSearchParams({
    collection: cause.collection,
    code: cause.code,
    limit: String(pageSize),
    ...after,
  })
  return LetterPage.parse(await account.callAs(`/dead-letters?${query.toString()}`))
}

export async function fetchLetter(id: string): Promise<Letter> {
  return Letter.parse(await account.callAs(`/dead-letters/${id}`))
}

/** Sends a letter again; the same key is the same command, where an answer was lost. */
export async function replay(id: string, payload: object | null, key: string): Promise<Replayed> {
  const body = payload === null ? {} : { payload }
  return Replayed.parse(
    await account.callAs(`/dead-letters/${id}/replay`, { method: 'POST', body, idempotencyKey: key }),
  )
}

export async function discard(id: string, reason: string, key: string): Promise<void> {
  await account.callAs(`/dead-letters/${id}/discard`, {
    method: 'POST',
    body: { reason },
    idempotencyKey: key,
  })
}

/** Sends a chunk of a cause again. */
export async function replayChunk(
  { collection, code }: Cause,
  after: LetterKey | null,
): Promise<ReplayedChunk> {
  return ReplayedChunk.parse(
    await account.callAs('/dead-letters/replay', {
      method: 'POST',
      body: { collection, code, after, limit: 50 },
      idempotencyKey: device.newId(),
    }),
  )
}
