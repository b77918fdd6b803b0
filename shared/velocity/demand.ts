import { z } from 'zod'
import { Id, Instant } from '../basics/scalars.ts'
import { demandClasses } from './demand-class.ts'

/** How a branch is supplied, as it was reckoned with. `service` is a share: 0.95. */
const SupplyTerms = z.object({ leadDays: z.int(), coverDays: z.int(), service: z.number() })

const Range = z.object({ low: z.number(), high: z.number() })
const Pieces = z.int().min(0)

/** A giver's pieces for a shelf. */
const FromBranch = z.object({ branchId: z.string(), quantity: Pieces })

/** How far forecasts of weeks that were held out were off, beside the plain mean of thirty days. */
export const TestResult = z.object({
  products: z.int(),
  weeks: z.int(),
  /** Of a week's pieces, as a share: 0.4 is four in ten off. */
  ours: z.number(),
  mean: z.number(),
  /** Root mean squared scaled error of the days, mean over products. */
  oursScaled: z.number(),
  meanScaled: z.number(),
  /** In so many of the weeks what was to be kept for the service level sufficed. */
  oursEnough: z.number(),
  meanEnough: z.number(),
})
export type TestResult = z.infer<typeof TestResult>

export const DemandQuery = z.strictObject({ branchId: Id })

/** GET /products/:id/demand: what a product sells at a branch, and each number that this is reckoned from. */
export const Demand = z.object({
  at: Instant,
  onHand: Pieces,
  kind: z.nullable(z.enum(demandClasses)),
  perDay: z.number(),
  /** How the weekdays share it, Monday first; 7 together. */
  weekdays: z.array(z.number()),
  /** Until the shelf is empty, in eight cases of ten; null where nothing is sold. */
  lasts: z.nullable(Range),
  daysRemaining: z.nullable(z.number()),
  /** Of the last days, the oldest first: pieces, and for what share of the day there was something to sell. */
  days: z.array(z.object({ day: z.string(), sold: Pieces, open: z.number(), inStock: z.number() })),
  /** Days with something to sell and open doors, and pieces sold on them. */
  counted: z.object({ days: z.number(), pieces: Pieces }),
  mean30: z.number(),
  supply: SupplyTerms,
  point: z.object({ byHand: z.nullable(Pieces), suggested: z.nullable(Pieces) }),
  /** What is asked for on the mean until the goods come, and what is enough until they come and for as long as they are to last. */
  leadMean: z.number(),
  full: Pieces,
  order: Pieces,
  transfers: z.array(FromBranch),
})
export type Demand = z.infer<typeof Demand>

export const ReorderQuery = z.strictObject({
  branchId: Id.optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(500),
  /** So many of the soonest empty are passed over: a list of any length is read in pages. */
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
})

/** A shelf that needs more. */
export const ReorderRow = z.object({
  branchId: z.string(),
  productId: z.string(),
  title: z.string(),
  sku: z.string(),
  category: z.string(),
  vendor: z.string(),
  onHand: Pieces,
  kind: z.nullable(z.enum(demandClasses)),
  perDay: z.number(),
  lasts: z.nullable(Range),
  point: Pieces,
  isByHand: z.boolean(),
  full: Pieces,
  order: Pieces,
  transfers: z.array(FromBranch),
})
export type ReorderRow = z.infer<typeof ReorderRow>

/** GET /reorder: shelves at or below their point, the soonest empty first. */
export const Reorder = z.object({
  at: Instant,
  /** How many there are, of which `rows` holds at most as many as were asked for; 0 on a page beyond the last. */
  count: z.int(),
  rows: z.array(ReorderRow),
  branches: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      supply: SupplyTerms,
      /** When its products were last reckoned as a whole; null before the first night. */
      reckonedAt: z.nullable(Instant),
    }),
  ),
  test: z.nullable(TestResult),
})
export type Reorder = z.infer<typeof Reorder>
