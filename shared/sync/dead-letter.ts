import { z } from 'zod'
import { Id, Instant, title } from '../basics/scalars.ts'

/** Why a document was refused: letters with one cause are looked at, and often mended, together. */
export const Cause = z.strictObject({ collection: title(40), code: title(80) })
export type Cause = z.infer<typeof Cause>

/** Where a page of letters ended. */
export const LetterKey = z.strictObject({ afterAt: Instant, afterId: Id })
export type LetterKey = z.infer<typeof LetterKey>

/** POST /dead-letters/:id/replay: as it came, or as support corrected it. */
export const ReplayBody = z.strictObject({ payload: z.record(z.string(), z.unknown()).optional() })
export type ReplayBody = z.infer<typeof ReplayBody>

/** POST /dead-letters/replay: letters of one cause, a chunk at a time (L6), oldest first, after where the last ended. */
export const ReplayAllBody = z.strictObject({
  ...Cause.shape,
  after: z.nullable(LetterKey).default(null),
  limit: z.int().min(1).max(500).default(200),
})
export type ReplayAllBody = z.infer<typeof ReplayAllBody>

/** POST /dead-letters/:id/discard. */
export const DiscardBody = z.strictObject({ reason: title(500) })
export type DiscardBody = z.infer<typeof DiscardBody>

/** What became of a letter that was sent again: settled, a conflict for the desk, or refused and still open. */
export const Replayed = z.strictObject({
  id: z.string(),
  outcome: z.enum(['settled', 'conflict', 'refused']),
  /** The document as it stands now, where it was taken. */
  document: z.nullable(z.record(z.string(), z.unknown())),
  rejection: z.nullable(z.strictObject({ code: z.string(), details: z.string() })),
})
export type Replayed = z.infer<typeof Replayed>

/** What became of a chunk; `next` asks for the one after it, null at the end. */
export const ReplayedChunk = z.strictObject({
  settled: z.int(),
  conflicts: z.int(),
  refused: z.int(),
  next: z.nullable(LetterKey),
})
export type ReplayedChunk = z.infer<typeof ReplayedChunk>
