import { z } from 'zod'
import { Amount, BasisPoints, Currency, Id, Instant, Seq, title } from '../basics/scalars.ts'
import type { Minor } from '../basics/scalars.ts'
import { WrittenFlag } from './change-flags.ts'

const share = (percent: number) => BasisPoints.default((percent * 100) as BasisPoints)

/** What a cashier may do alone; over it a manager's approval is needed. Each is exceeded by more than itself. */
export const ApprovalLimits = z.object({
  /** Off one line, as a share of quantity × price. */
  lineDiscountBp: share(10),
  /** Off the whole sale, as a share of its subtotal. */
  cartDiscountBp: share(10),
  /** Below the catalogue's price, as a share of it. */
  priceOverrideBp: share(10),
  /** The total of one refund, minor units. */
  refundTotal: Amount.default(10_000 as Minor),
  /** Pieces that one recount takes off a shelf. */
  negativeRecount: z.int().min(0).default(10),
  /** One movement of cash out of the drawer, minor units; null asks nobody. */
  cashOut: z.nullable(Amount).default(null),
})
export type ApprovalLimits = z.infer<typeof ApprovalLimits>

/** How much of a shelf a lane may sell while it hears nothing of the others. */
const Allowance = z.looseObject({ enabled: z.boolean().default(false) })

const prefixes = z.array(z.string().regex(/^\d\d$/)).max(20)

/** How a branch is supplied, which is what reorder points and suggested orders are reckoned from. */
const Supplying = z.object({
  /** Days from an order until the goods are on the shelf. */
  leadDays: z.int().min(0).max(120).default(7),
  /** Days that an order is to last beyond them. */
  coverDays: z.int().min(1).max(180).default(14),
  /** In so many cases of all the shelf is not to run empty before the goods come. */
  serviceBp: BasisPoints.min(5_000)
    .max(9_990)
    .default(9_500 as BasisPoints),
})

/** Which prefixes of EAN-13 the scales of a shop print, by what is in the code: a price, or a weight in grams. */
const ScaleCodes = z.object({
  price: prefixes.default(['02', '20', '21', '22', '23', '24']),
  weight: prefixes.default(['25', '26', '27', '28', '29']),
})

/** Another money that customers may pay with: `rate` is how much of the branch's currency one unit of it is worth. */
export const SecondCurrency = z.object({ currency: Currency, rate: z.number().positive() })

/** What an admin sets for a shop. Everything has a default, so that an older branch row stays readable. */
export const BranchSettings = z.looseObject({
  currency: Currency.default('USD'),
  timeZone: z.string().default('UTC'),
  defaultTaxRate: BasisPoints.default(0 as BasisPoints),
  paymentTypes: z.array(title(40)).default(['cash', 'card']),
  /** Cash totals are rounded to a multiple of so many minor units; 1 rounds nothing. */
  cashRounding: z.int().min(1).max(100_000).default(1),
  secondCurrency: z.nullable(SecondCurrency).default(null),
  limits: ApprovalLimits.prefault({}),
  /** Whether a lane sells only while a shift is open. */
  requireShift: z.boolean().default(false),
  allowance: Allowance.prefault({}),
  scaleCodes: ScaleCodes.prefault({}),
  lowStockThreshold: z.int().min(0).default(3),
  supply: Supplying.prefault({}),
  address: z.string().default(''),
  receiptFooter: z.string().default(''),
  /**
   * Since when the branch is closed; null while it is open. It stands here, where an app of any age passes on what it
   * does not know (C9): as a member of the document it would stop the older ones that read it strictly.
   */
  closedAt: z.nullable(Instant).default(null),
})
export type BranchSettings = z.infer<typeof BranchSettings>

/**
 * The settings of a branch's document with every default filled in. Documents travel as they were written, perhaps by
 * an older version; a member that cannot be read is answered by its default, since a till must open all the same.
 */
export function settingsOf(written: unknown): BranchSettings {
  const whole = BranchSettings.safeParse(written)
  if (whole.success) return whole.data
  const readable = Object.entries(Object(written)).filter(
    ([name, value]) => BranchSettings.safeParse({ [name]: value }).success,
  )
  return BranchSettings.parse(Object.fromEntries(readable))
}

/** A shop of the tenant, with its own stock. */
export const Branch = z.strictObject({
  id: Id,
  seq: Seq,
  _deleted: z.boolean(),
  code: z.string().regex(/^[A-Z0-9]{1,8}$/),
  name: title(120),
  settings: BranchSettings,
  flags: z.record(z.string(), WrittenFlag),
})
export type Branch = z.infer<typeof Branch>
