import { z } from 'zod'
import { Amount, Currency, Id, Instant, Minor, Seq, text, title } from '../basics/scalars.ts'
import { Approval } from '../orders/order.ts'
import { ZReport } from './z-report.ts'

/** Money put into or taken out of the drawer during a shift, with the reason. */
export const CashMovement = z.strictObject({
  id: Id,
  direction: z.enum(['in', 'out']),
  amount: Amount,
  reason: title(200),
  at: Instant,
  actorId: Id,
  /** A manager's word, where the branch wants one for so much. */
  approval: z.nullable(Approval).optional(),
})
export type CashMovement = z.infer<typeof CashMovement>

/** So many pieces of one coin or note, as they were counted at the close. */
export const CountedMoney = z.strictObject({
  currency: Currency,
  value: Amount,
  pieces: z.int().min(0).max(1_000_000),
})
export type CountedMoney = z.infer<typeof CountedMoney>

/** A lane's day at the drawer: opened with a float, closed with a count. Written by its lane, offline too. */
export const Shift = z.strictObject({
  id: Id,
  seq: Seq,
  _deleted: z.boolean(),
  branchId: Id,
  deviceId: Id,
  /** Counts the lane's shifts: the Z number. */
  number: z.int().min(1),
  openedBy: Id,
  openedAt: Instant,
  openingFloat: Amount,
  cashMovements: z.array(CashMovement).max(500),
  closedBy: z.nullable(Id).default(null),
  closedAt: z.nullable(Instant).default(null),
  /**
   * What was counted in the drawer at the close, and what the lane expected there: less than nothing, where more was
   * taken out on paper than ever lay in it.
   */
  countedCash: z.nullable(Amount).default(null),
  expectedCash: z.nullable(Minor).default(null),
  note: z.nullable(text(2000)).default(null),
  /** The count by coin and note, of a second currency too. */
  counts: z.nullable(z.array(CountedMoney).max(100)).default(null),
  /** The Z report as it was at the close; what came later is an amendment to it. */
  closing: z.nullable(ZReport).default(null),
  updatedAt: Instant,
})
export type Shift = z.infer<typeof Shift>
