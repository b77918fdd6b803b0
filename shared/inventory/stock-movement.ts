import { z } from 'zod'
import { Delta, Id, Instant, OnHand, Seq, text } from '../basics/scalars.ts'

export const MovementReason = z.enum([
  'sale',
  'refund',
  'receive',
  'damage',
  'recount',
  'found',
  'transfer_out',
  'transfer_in',
  'shopify',
  'import',
])
export type MovementReason = z.infer<typeof MovementReason>

/** One entry of the append-only stock ledger (M1). `balance` is the level after it, null until the server booked it. */
export const StockMovement = z.strictObject({
  id: Id,
  seq: Seq,
  _deleted: z.boolean(),
  branchId: Id,
  productId: Id,
  delta: Delta,
  balance: z.nullable(OnHand).default(null),
  reason: MovementReason,
  orderId: z.nullable(Id).default(null),
  transferId: z.nullable(Id).default(null),
  /** A recount says what was counted and what the device expected; `delta` is their difference. */
  counted: z.nullable(OnHand).default(null),
  expected: z.nullable(OnHand).default(null),
  note: z.nullable(text(2000)).default(null),
  actorId: z.nullable(Id).default(null),
  deviceId: z.nullable(Id).default(null),
  createdAt: Instant,
})
export type StockMovement = z.infer<typeof StockMovement>
