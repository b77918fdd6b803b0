import { z } from 'zod'
import { Id, Instant, title } from '../basics/scalars.ts'

/** What devices write, in the order in which it is imported: what names another document comes behind it (U6). */
export const outboxCollections = ['customers', 'shifts', 'orders', 'stockMovements', 'parkedSales'] as const

/** A document that a device wrote and the server has not acknowledged. Its own schema is looked at where it is settled (U1). */
export const OutboxDocument = z.strictObject({
  collection: z.enum(outboxCollections),
  document: z.record(z.string(), z.unknown()),
})
export type OutboxDocument = z.infer<typeof OutboxDocument>

/** What an exported outbox holds, once it is decrypted: the documents, and the lane that wrote them. */
export const Outbox = z.strictObject({
  tenantId: Id,
  deviceId: Id,
  branchId: Id,
  /** Branch and lane as on its receipts: `DT-L1`. */
  lane: title(40),
  savedAt: Instant,
  documents: z.array(OutboxDocument),
})
export type Outbox = z.infer<typeof Outbox>

/** Documents of one import at most: a transaction of the server (U4). */
export const mostInImport = 200

export const ImportBody = z.strictObject({
  tenantId: Id,
  documents: z.array(OutboxDocument).min(1).max(mostInImport),
})
export type ImportBody = z.infer<typeof ImportBody>

/**
 * What became of an imported document. `known`: it had come another way before, and nothing changed. `waiting`: not
 * settled in time, so it must be imported again.
 */
export const ImportOutcome = z.object({
  collection: z.enum(outboxCollections),
  id: z.string(),
  outcome: z.enum(['settled', 'known', 'conflict', 'rejected', 'waiting']),
  /** The server's state of an order, whether known or new; null for what has none. */
  status: z.nullable(z.string()),
  rejection: z.nullable(z.object({ code: z.string(), message: z.string() })),
})
export type ImportOutcome = z.infer<typeof ImportOutcome>

export const ImportAnswer = z.object({ outcomes: z.array(ImportOutcome) })
export type ImportAnswer = z.infer<typeof ImportAnswer>
