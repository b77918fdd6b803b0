import { z } from 'zod'
import { Id, Instant, text } from '../basics/scalars.ts'
import { OrderStatus } from '../orders/order.ts'

/** Several values in one parameter, with commas: any of them will do. */
function anyOf<Value extends z.ZodType<string, string>>(value: Value) {
  return z
    .string()
    .max(2_000)
    .transform((list) => list.split(','))
    .pipe(z.array(value).min(1).max(50))
    .optional()
}

const Money = z.coerce.number().int().min(-1e11).max(1e11).optional()

/** What every list of the archive is asked by. `cursor` is the `next` or `previous` of another page of the list. */
const paging = {
  search: text(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(1_000).optional(),
}

/** How lists are sorted: a minus before the name means the largest or newest first. */
export const orderSorts = ['-createdAt', 'createdAt', '-total', 'total'] as const
export const productSorts = [
  'title',
  '-title',
  'sku',
  '-sku',
  'price',
  '-price',
  '-updatedAt',
  'updatedAt',
] as const
export const customerSorts = ['name', '-name', '-updatedAt', 'updatedAt'] as const
export const movementSorts = ['-seq', 'seq'] as const

export const OrdersAsked = z.strictObject({
  ...paging,
  status: anyOf(OrderStatus),
  kind: z.enum(['sale', 'refund']).optional(),
  source: z.enum(['pos', 'shopify']).optional(),
  branchId: anyOf(Id),
  deviceId: anyOf(Id),
  cashierId: anyOf(Id),
  customerId: anyOf(Id),
  /** Ways of payment, such as `cash`. */
  paid: anyOf(text(40).min(1)),
  flag: anyOf(text(60).min(1)),
  /** From this moment on, and before that one. */
  from: Instant.optional(),
  to: Instant.optional(),
  minTotal: Money,
  maxTotal: Money,
  sort: z.enum(orderSorts).default('-createdAt'),
})
export type OrdersAsked = z.infer<typeof OrdersAsked>

export const ProductsAsked = z.strictObject({
  ...paging,
  status: z.enum(['active', 'archived']).optional(),
  vendor: anyOf(text(120).min(1)),
  category: anyOf(text(120).min(1)),
  tag: anyOf(text(120).min(1)),
  minPrice: Money,
  maxPrice: Money,
  sort: z.enum(productSorts).default('title'),
})
export type ProductsAsked = z.infer<typeof ProductsAsked>

export const CustomersAsked = z.strictObject({
  ...paging,
  sort: z.enum(customerSorts).default('name'),
})
export type CustomersAsked = z.infer<typeof CustomersAsked>

export const MovementsAsked = z.strictObject({
  ...paging,
  branchId: anyOf(Id),
  productId: anyOf(Id),
  orderId: Id.optional(),
  actorId: anyOf(Id),
  reason: anyOf(text(40).min(1)),
  from: Instant.optional(),
  to: Instant.optional(),
  /** In the order of the log, which is that in which the server booked them. */
  sort: z.enum(movementSorts).default('-seq'),
})
export type MovementsAsked = z.infer<typeof MovementsAsked>

/** What stands beside the rows of a page. */
export const pageParts = {
  /** Cursors of the pages beside this one; null where there is none. */
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
  /** Changes of the log that the search does not know yet; 0 is the rule. */
  behind: z.number(),
  /** Whether parts of words are found, or only whole words and their beginnings (a Postgres without pg_trgm). */
  matching: z.enum(['parts', 'beginnings']),
}
