import { z } from 'zod'
import { Instant } from '../basics/scalars.ts'

const Count = z.int().min(0)
const Money = z.number()
/** Of a hundred, with one decimal; null where there is nothing to compare with. */
const Change = z.nullable(z.number())

/** `total` is what was sold less what was given back, in the minor unit. */
const Sold = z.object({ total: Money, sales: Count, refunds: Count, refunded: Money })

const ProductOfWeek = z.object({
  productId: z.string(),
  title: z.string(),
  sku: z.string(),
  /** Sold less brought back. */
  pieces: z.int(),
  /** What a week of the four before sold of it, with one decimal. */
  usualPieces: z.number(),
  total: Money,
})
export type ProductOfWeek = z.infer<typeof ProductOfWeek>

/** What a week was like, as the database knew it when the week was over. */
export const WeekStatistics = z.object({
  currency: z.string(),
  timeZone: z.string(),
  from: Instant,
  to: Instant,
  sold: Sold,
  before: Sold,
  changePercent: Change,
  /** What a sale was worth on average; null where nothing was sold. */
  averageSale: z.nullable(Money),
  /** Of the online shop; `percent` of all money taken. */
  online: z.object({ sales: Count, total: Money, percent: Change }),
  /** The one that sold most first. */
  branches: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      total: Money,
      sales: Count,
      before: Money,
      changePercent: Change,
    }),
  ),
  /** What brought the most money. */
  top: z.array(ProductOfWeek),
  /** What sells less than half of what it used to, the largest loss first. */
  fading: z.array(ProductOfWeek),
  conflicts: z.object({
    opened: Count,
    settled: z.array(z.object({ action: z.string(), count: Count })),
    /** Still open, from whenever. */
    open: Count,
  }),
  stock: z.object({
    low: Count,
    empty: Count,
    /** What lasts a week at most as it sells, the shortest first. */
    soonOut: z.array(
      z.object({
        productId: z.string(),
        title: z.string(),
        sku: z.string(),
        branchId: z.string(),
        branch: z.string(),
        onHand: Count,
        days: z.number(),
      }),
    ),
  }),
  /** Of shifts that were closed: what was counted less what should have been there. */
  cash: z.object({ shifts: Count, variance: Money, short: Count, over: Count }),
  /** Days by the clock of the business; the first and the last are halves. */
  days: z.array(z.object({ day: z.iso.date(), total: Money, sales: Count })),
  /** This week and the four before it, the oldest first, by the days on which they ended. */
  weeks: z.array(z.object({ week: z.iso.date(), total: Money, sales: Count })),
})
export type WeekStatistics = z.infer<typeof WeekStatistics>
