import { z } from 'zod'
import { BasisPoints, Currency, Id, Seq, title } from '../basics/scalars.ts'
import { SettingsChange } from './change-settings.ts'

/** The whole business as an admin sees it. */
export const Business = z.object({
  name: z.string(),
  currency: Currency,
  timeZone: z.string(),
  /** What new products begin with, basis points. */
  defaultTaxRate: z.int(),
  /** Money has been taken in the currency: another one would make the books wrong. */
  currencyIsFixed: z.boolean(),
})
export type Business = z.infer<typeof Business>

/** PATCH /business: what is named changes; `everyBranch` in each branch. */
export const BusinessChange = z.strictObject({
  name: title(120).optional(),
  currency: Currency.optional(),
  /** An IANA name, such as Europe/Berlin. */
  timeZone: title(60).optional(),
  defaultTaxRate: BasisPoints.max(10_000).optional(),
  everyBranch: SettingsChange.optional(),
})
export type BusinessChange = z.infer<typeof BusinessChange>

/** As it stands on receipts and in lists. */
const BranchName = title(120).regex(/^\S(?:.*\S)?$/, 'no spaces at either end')

/** PATCH /branches/:id: another name. `version` is the `seq` of the branch that the change was made from. */
export const BranchChange = z.strictObject({ version: Seq, name: BranchName })
export type BranchChange = z.infer<typeof BranchChange>

/** POST /branches: a new shop, with the settings of another one or those that every branch begins with. */
export const NewBranch = z.strictObject({
  id: Id,
  code: z.string().regex(/^[A-Z0-9]{1,8}$/, '1 to 8 capital letters and figures, such as DT'),
  name: BranchName,
  like: z.nullable(Id).default(null),
})
export type NewBranch = z.infer<typeof NewBranch>
