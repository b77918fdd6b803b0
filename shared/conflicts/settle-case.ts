import { z } from 'zod'
import { Id, Quantity, Seq, title } from '../basics/scalars.ts'

const common = {
  reason: title(500),
  /** The `seq` of the order that was looked at: where it has changed since, the decision is refused. */
  version: Seq.optional(),
}

/**
 * Whether the goods had left with the customer when the sale was made: shelves that were counted since have seen them
 * gone. Else they are handed over now. Without it, as `goodsGone` has it.
 */
const left = { goodsLeft: z.boolean().optional() }

/** Pieces of another product that are handed over for a line of the order. */
export const Substitute = z.strictObject({ lineId: Id, productId: Id, quantity: Quantity })
export type Substitute = z.infer<typeof Substitute>

/**
 * What a desk decides on the case of an order (O7): count the shelf again and accept; take the missing pieces from
 * another branch; hand over something else; hand over what is there and pay back the rest; let the customer wait; or
 * call it off.
 */
export const SettleBody = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('recount'), ...common }),
  z.strictObject({ action: z.literal('transfer'), fromBranchId: Id, ...left, ...common }),
  z.strictObject({
    action: z.literal('substitute'),
    substitutes: z.array(Substitute).min(1).max(200),
    ...left,
    ...common,
  }),
  z.strictObject({ action: z.literal('partial'), ...left, ...common }),
  z.strictObject({ action: z.literal('backorder'), ...common }),
  z.strictObject({ action: z.literal('cancel'), ...common }),
])
export type SettleBody = z.infer<typeof SettleBody>
export type CaseAction = SettleBody['action']

/** What a desk decides on a stock movement that did not fit: the shelf held it after all, or it never happened. */
export const SettleMovementBody = z.strictObject({ action: z.enum(['recount', 'drop']), reason: title(500) })
export type SettleMovementBody = z.infer<typeof SettleMovementBody>
