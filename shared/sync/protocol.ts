import { z } from 'zod'
import { Id, Instant, Seq, title } from '../basics/scalars.ts'
import { collectionNames, toldNames } from './collections.ts'

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

/** `seq` is how far the device has pulled the collection: it tells whether a purge matters to it (L5). */
export const PushQuery = z.strictObject({
  epoch: z.string().max(100).optional(),
  seq: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
})
export type PushQuery = z.infer<typeof PushQuery>

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
  /** Null where nobody stands at a lane: a desk reads by its token alone, here as well. */
  deviceId: z.nullable(Id),
  protocol: z.int(),
  /** The log that the device knows: a foreign one is told at once (E2). */
  epoch: z.string().max(100).optional(),
})
export type HelloFrame = z.infer<typeof HelloFrame>

const Milliseconds = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/**
 * What a device says of itself on the stream once it is ready, and again when it changes: how it does, never documents
 * (S1). Ages, not times: its clock may be wrong. A server that is older than this frame does not listen to it.
 */
export const ReportFrame = z.object({
  type: z.literal('report'),
  version: title(40),
  /** Documents that nobody has acknowledged. */
  waiting: z.int().min(0).max(10_000_000),
  oldestAgeMs: z.nullable(Milliseconds),
  needHelp: z.int().min(0).max(10_000_000),
  /** From writing to the server's word: the median and the worst of the last fifty; null before the first. */
  latency: z.nullable(z.object({ median: Milliseconds, worst: Milliseconds })),
  /** Rows that a digest found different and the device repaired since its last report (C5); older devices say nothing. */
  healed: z.int().min(0).max(10_000_000).optional(),
})
export type ReportFrame = z.infer<typeof ReportFrame>

const heads = z.partialRecord(z.enum([...collectionNames, ...toldNames]), Seq)

/** What the server says on the stream: news of heads, never documents (S1). */
export const StreamFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), epoch: z.string(), head: Seq }),
  z.object({ type: z.literal('head'), epoch: z.string(), head: Seq, collections: heads }),
  z.object({ type: z.literal('bye'), reason: z.string() }),
])
export type StreamFrame = z.infer<typeof StreamFrame>
