import { z } from 'zod'
import { BasisPoints, Currency, Id, Seq, title } from '../basics/scalars.ts'

/** What an admin sets for a shop. Everything has a default, so that an older branch row stays readable. */
export const BranchSettings = z.looseObject({
  currency: Currency.default('USD'),
  timeZone: z.string().default('UTC'),
  defaultTaxRate: BasisPoints.default(0 as BasisPoints),
  paymentTypes: z.array(title(40)).default(['cash', 'card']),
  lowStockThreshold: z.int().min(0).default(3),
  address: z.string().default(''),
  receiptFooter: z.string().default(''),
})
export type BranchSettings = z.infer<typeof BranchSettings>

/** A shop of the tenant, with its own stock. */
export const Branch = z.strictObject({
  id: Id,
  seq: Seq,
  _deleted: z.boolean(),
  code: z.string().regex(/^[A-Z0-9]{1,8}$/),
  name: title(120),
  settings: BranchSettings,
  flags: z.record(z.string(), z.boolean()),
})
export type Branch = z.infer<typeof Branch>
