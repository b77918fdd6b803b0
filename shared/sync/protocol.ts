import { z } from 'zod'
import { Id, Instant, Seq } from '../basics/scalars.ts'
import { collectionNames } from './collections.ts'

/** A collection's name as it stands in the URL. */
export const CollectionName = z.enum(collectionNames)

export const Checkpoint = z.strictObject({ epoch: z.string(), seq: Seq })
export type Checkpoint = z.infer<typeof Checkpoint>

export const PullQuery = z.strictObject({
  seq: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  epoch: z.string().max(100).optional(),
})
export type PullQuery = z.infer<typeof PullQuery>

/** A page of a collection (P1). `documents` are of the collection's own schema. */
export const PullAnswer = z.object({
  documents: z.array(z.looseObject({ id: z.string(), seq: Seq, _deleted: z.boolean() })),
  checkpoint: Checkpoint,
  head: Seq,
})
export type PullAnswer = z.infer<typeof PullAnswer>

export const PushQuery = z.strictObject({ epoch: z.string().max(100).optional() })

/** The envelope only: each document is judged by itself (U1), so its shape is not looked at here. */
export const PushBody = z.strictObject({
  rows: z
    .array(
      z
        .strictObject({ newDocumentState: z.unknown(), assumedMasterState: z.unknown().optional() })
        .refine((row) => row.newDocumentState !== undefined, 'newDocumentState is missing'),
    )
    .max(500),
})
export type PushBody = z.infer<typeof PushBody>
export type PushRow = PushBody['rows'][number]

export const PushAnswer = z.object({ conflicts: z.array(z.looseObject({})) })
export type PushAnswer = z.infer<typeof PushAnswer>

export const DigestQuery = z.strictObject({ since: Instant.optional() })

export const DigestAnswer = z.object({
  epoch: z.string(),
  head: Seq,
  count: z.int(),
  sum: z.string(),
  xor: z.string(),
})
export type DigestAnswer = z.infer<typeof DigestAnswer>

/** First frame of a device on the stream (S5). */
export const HelloFrame = z.strictObject({
  type: z.literal('hello'),
  token: z.string().max(4000),
  deviceId: Id,
  protocol: z.int(),
  /** The log that the device knows: a foreign one is told at once (E2). */
  epoch: z.string().max(100).optional(),
})
export type HelloFrame = z.infer<typeof HelloFrame>

const heads = z.partialRecord(z.enum(collectionNames), Seq)

/** What the server says on the stream: news of heads, never documents (S1). */
export const StreamFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), epoch: z.string(), head: Seq }),
  z.object({ type: z.literal('head'), epoch: z.string(), head: Seq, collections: heads }),
  z.object({ type: z.literal('bye'), reason: z.string() }),
])
export type StreamFrame = z.infer<typeof StreamFrame>
