import { z } from 'zod'
import { Id, text } from '../basics/scalars.ts'

/** Which comparisons a field of the product grid knows. */
const OPS = {
  status: ['is', 'not'],
  vendor: ['is', 'not', 'has'],
  category: ['is', 'not', 'has'],
  tag: ['is', 'not', 'has'],
  price: ['is', 'not', 'lt', 'gt'],
  onHand: ['is', 'not', 'lt', 'gt'],
} as const

/** Sixteen digits or fewer: a safe integer, whatever its sign. */
const WHOLE = /^-?\d{1,15}$/

const ProductFilter = z
  .strictObject({
    field: z.enum(['status', 'vendor', 'category', 'tag', 'price', 'onHand']),
    op: z.enum(['is', 'not', 'has', 'lt', 'gt']),
    /** Money in minor units, quantities in pieces, written as whole numbers. */
    value: text(200),
  })
  .refine(({ field, op }) => (OPS[field] as readonly string[]).includes(op), {
    path: ['op'],
    error: 'not a comparison of this field',
  })
  .refine(({ field, value }) => (field !== 'price' && field !== 'onHand') || WHOLE.test(value), {
    path: ['value'],
    error: 'a whole number, money in minor units',
  })
  .refine(({ field, value }) => field !== 'status' || value === 'active' || value === 'archived', {
    path: ['value'],
    error: 'active or archived',
  })

/** What is asked of the catalogue: words that must all be found, and filters that must all hold. */
export const ProductQuery = z.strictObject({
  search: text(200),
  filters: z.array(ProductFilter).max(20),
  /** Whose shelf `onHand` counts; null counts all of them together. */
  branchId: z.nullable(Id),
})
export type ProductQuery = z.infer<typeof ProductQuery>

/** What a bulk operation is about: everything that matches, less some; or the rows of one page. */
export const Selection = z.union([
  z.strictObject({ kind: z.literal('products'), query: ProductQuery, except: z.array(Id).max(10_000) }),
  z.strictObject({ kind: z.literal('products'), ids: z.array(Id).max(500) }),
])
export type Selection = z.infer<typeof Selection>
