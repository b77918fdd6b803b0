import { z } from 'zod'
import { Id, Instant } from '../basics/scalars.ts'

export const HomeQuery = z.strictObject({ branchId: Id.optional() })

const HourOfSales = z.object({
  /** 0 to 23, by the clock of the business. */
  hour: z.int(),
  sales: z.int(),
  /** What was sold less what was given back, in the minor unit. */
  total: z.number(),
})

/** A day's sales. `soFar` is what stood at the same time of day as now. */
const DayOfSales = z.object({
  /** The day's begin and end. */
  from: Instant,
  to: Instant,
  sales: z.int(),
  refunds: z.int(),
  total: z.number(),
  soFar: z.number(),
  hours: z.array(HourOfSales),
})

export const LowProduct = z.object({
  branchId: z.string(),
  productId: z.string(),
  title: z.string(),
  sku: z.string(),
  onHand: z.int(),
  /** From so few on it counts as low here. */
  threshold: z.int(),
})

/** What somebody who runs a business wants to see first. */
export const Home = z.object({
  at: Instant,
  currency: z.string(),
  timeZone: z.string(),
  /** The date of today, by the clock of the business. */
  day: z.iso.date(),
  today: DayOfSales,
  /** The same day a week ago, whole. */
  lastWeek: DayOfSales,
  conflicts: z.int(),
  /** Orders that wait for stock: conflicts that need nobody (O8). */
  waiting: z.int(),
  deadLetters: z.int(),
  low: z.object({ count: z.int(), empty: z.int(), products: z.array(LowProduct) }),
})
export type Home = z.infer<typeof Home>
