import { z } from 'zod'
import { Amount, Id, Minor, text } from '../basics/scalars.ts'

/**
 * How a computed price becomes one for a shelf, in minor units: to a multiple of `step`, and `less` below it. Step 1
 * is the plain price; step 100, less 1 gives 12.99; `nearest` takes the half up.
 */
export const Rounding = z
  .strictObject({
    step: z.int().min(1).max(100_000_000),
    way: z.enum(['nearest', 'up', 'down']),
    less: z.int().min(0).max(1_000_000),
  })
  .refine(({ step, less }) => less < step, { path: ['less'], error: 'smaller than the step' })
export type Rounding = z.infer<typeof Rounding>

/** Blanks around a name are nobody's meaning, and a name of blanks would be one that nobody sees. */
const Tags = z.array(text(60).trim().min(1)).max(20)

/** What a bulk operation does to each product of its selection. */
export const Operation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('price-percent'),
    /** 1000 is 10 % more, −1000 is 10 % less. */
    basisPoints: z.int().min(-1_000_000).max(100_000),
    rounding: Rounding,
  }),
  z.strictObject({ kind: z.literal('price-amount'), amount: Minor, rounding: Rounding }),
  z.strictObject({ kind: z.literal('price-set'), price: Amount }),
  /** Empty for none. */
  z.strictObject({ kind: z.literal('category'), category: text(120).trim() }),
  z.strictObject({ kind: z.literal('tags'), add: Tags, remove: Tags }),
  z.strictObject({ kind: z.literal('status'), status: z.enum(['active', 'archived']) }),
  z.strictObject({
    kind: z.literal('reorder-point'),
    branchId: Id,
    /** Pieces at or below which it is time to order; null for none. */
    reorderPoint: z.nullable(z.int().min(0).max(1_000_000)),
  }),
  z.strictObject({
    kind: z.literal('recount'),
    branchId: Id,
    /** What lies on the shelf of each product now, or by how much it is more or less. */
    way: z.enum(['set', 'by']),
    pieces: z.int().min(-1_000_000).max(1_000_000),
  }),
  z.strictObject({
    kind: z.literal('recount-each'),
    branchId: Id,
    /** What was counted, by product: a list as somebody walked along the shelves with it. */
    counts: z
      .record(Id, z.int().min(0).max(1_000_000))
      .refine((counts) => Object.keys(counts).length <= 500, 'at most 500 products at once'),
  }),
])
export type Operation = z.infer<typeof Operation>

/** The one field that an operation changes. */
export type EditedField = 'price' | 'category' | 'tags' | 'status' | 'reorderPoint' | 'onHand'

export function fieldOf({ kind }: Operation): EditedField {
  switch (kind) {
    case 'price-percent':
    case 'price-amount':
    case 'price-set':
      return 'price'
    case 'reorder-point':
      return 'reorderPoint'
    case 'recount':
    case 'recount-each':
      return 'onHand'
    case 'category':
    case 'tags':
    case 'status':
      return kind
  }
}
