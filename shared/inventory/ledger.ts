import { z } from 'zod'
import { Id, Instant } from '../basics/scalars.ts'

export const LedgerQuery = z.strictObject({
  branchId: Id,
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The `seq` of the last entry of the page before. */
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
})

/** One entry of the ledger of a product at a branch, with the names of what caused it. */
export const LedgerEntry = z.object({
  id: z.string(),
  seq: z.int(),
  delta: z.int(),
  /** What lay on the shelf after it. */
  balance: z.int(),
  reason: z.string(),
  orderId: z.nullable(z.string()),
  orderNumber: z.nullable(z.string()),
  /** Where its order came from; null for a movement without one. */
  orderSource: z.nullable(z.enum(['pos', 'shopify'])),
  actorName: z.nullable(z.string()),
  laneCode: z.nullable(z.string()),
  note: z.nullable(z.string()),
  createdAt: Instant,
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** What the ledger tells of a product at a branch, newest first. */
export const Ledger = z.object({
  product: z.object({ id: z.string(), title: z.string(), sku: z.string() }),
  branch: z.object({ id: z.string(), code: z.string(), name: z.string() }),
  onHand: z.int(),
  entries: z.array(LedgerEntry),
  next: z.nullable(z.int()),
})
export type Ledger = z.infer<typeof Ledger>

export const KnownQuery = z.strictObject({ branchId: Id, deviceId: Id, at: Instant })

/**
 * What a lane knew of a product at a moment, as far as the sync log and the ledger can tell. `told` is the last pull
 * of stock levels before it, and the position that it brought; null where the log holds none, which is kept for two
 * weeks. `shelf` is what the lane had been told then; `own` what it had sold and moved itself, by its own clock, that
 * no answer had come for: it showed `shelf + own`.
 */
export const Known = z.object({
  at: Instant,
  told: z.nullable(z.object({ at: Instant, reached: z.int() })),
  shelf: z.nullable(z.int()),
  own: z.int(),
})
export type Known = z.infer<typeof Known>
