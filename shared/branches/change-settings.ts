import { z } from 'zod'
import { canonicalJson } from '../basics/canonical.ts'
import { Amount, BasisPoints, Currency, Seq, text, title } from '../basics/scalars.ts'
import { roundingType } from '../orders/payments.ts'
import type { BranchSettings } from './branch.ts'

/** A share of a price: more than all of it cannot be taken off. */
const Percent = BasisPoints.max(10_000, 'at most 10000 basis points, which is 100 %')

/** Prefixes of EAN-13 that GS1 leaves to shops: any other one is on goods that are sold everywhere. */
export const shopPrefixes = ['02', '04', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29'] as const
const prefixes = z.array(z.enum(shopPrefixes)).max(shopPrefixes.length)

export const mostPaymentTypes = 12

/** Ways to pay, as they stand at the till. Their names are kept on orders for ever, so one word is one type. */
const PaymentTypes = z
  .array(title(40).regex(/^\S(?:.*\S)?$/, 'no spaces at either end'))
  .min(1, 'at least one way to pay')
  .max(mostPaymentTypes)
  .refine((types) => new Set(types.map(lower)).size === types.length, 'each way to pay only once')
  .refine(
    (types) => !types.map(lower).includes(roundingType),
    `"${roundingType}" is what the till itself books when it rounds cash; choose another name`,
  )

const ScaleCodes = z
  .strictObject({ price: prefixes, weight: prefixes })
  .refine(
    ({ price, weight }) => !price.some((prefix) => weight.includes(prefix)),
    'a prefix holds either a price or a weight, not both',
  )

/** What an admin may change of a branch: each member by itself, and nothing that is not named here. */
export const SettingsChange = z
  .strictObject(
    {
      paymentTypes: PaymentTypes,
      cashRounding: z.int().min(1).max(100_000),
      secondCurrency: z.nullable(
        z.strictObject({ currency: Currency, rate: z.number().min(0.000_001).max(1_000_000_000) }),
      ),
      limits: z
        .strictObject({
          lineDiscountBp: Percent,
          cartDiscountBp: Percent,
          priceOverrideBp: Percent,
          refundTotal: Amount,
          negativeRecount: z.int().min(0).max(1_000_000),
          cashOut: z.nullable(Amount),
        })
        .partial(),
      requireShift: z.boolean(),
      allowance: z.strictObject({ enabled: z.boolean() }),
      scaleCodes: ScaleCodes,
      lowStockThreshold: z.int().min(0).max(1_000_000),
      supply: z
        .strictObject({
          leadDays: z.int().min(0).max(120),
          coverDays: z.int().min(1).max(180),
          serviceBp: BasisPoints.min(5_000, 'at least 5000 basis points, which is 50 %').max(
            9_990,
            'at most 9990 basis points, which is 99.9 %',
          ),
        })
        .partial(),
      address: text(200),
      receiptFooter: text(500),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `${issue.keys.join(', ')}: not among what can be set for a branch. Leave it out, or correct its name.`
          : undefined,
    },
  )
  .partial()
export type SettingsChange = z.infer<typeof SettingsChange>

/** `version` is the `seq` of the branch that the change was made from: somebody else's change is not overwritten unseen. */
export const SettingsBody = z.strictObject({ version: Seq, settings: SettingsChange })
export type SettingsBody = z.infer<typeof SettingsBody>

/** The settings after a change; what it does not name stays, also what only a later version knows. */
export function withChange(before: BranchSettings, change: SettingsChange): BranchSettings {
  return {
    ...before,
    ...change,
    limits: { ...before.limits, ...change.limits },
    allowance: { ...before.allowance, ...change.allowance },
    supply: { ...before.supply, ...change.supply },
  } as BranchSettings
}

/** Every setting of a branch by itself, in the order in which people read them. */
export const settingNames = [
  'limits.lineDiscountBp',
  'limits.cartDiscountBp',
  'limits.priceOverrideBp',
  'limits.refundTotal',
  'limits.negativeRecount',
  'lowStockThreshold',
  'supply.leadDays',
  'supply.coverDays',
  'supply.serviceBp',
  'paymentTypes',
  'cashRounding',
  'secondCurrency',
  'limits.cashOut',
  'allowance.enabled',
  'requireShift',
  'address',
  'receiptFooter',
  'scaleCodes',
] as const
export type SettingName = (typeof settingNames)[number]

export type SettingDifference = { name: SettingName; before: unknown; after: unknown }

/** Which settings differ, with both values: what the audit log keeps, and what two admins have to know of each other. */
export function differences(before: BranchSettings, after: BranchSettings): SettingDifference[] {
  return settingNames
    .map((name) => ({ name, before: valueOf(before, name), after: valueOf(after, name) }))
    .filter((one) => canonicalJson(one.before) !== canonicalJson(one.after))
}

function valueOf(settings: BranchSettings, name: SettingName): unknown {
  return name.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], settings)
}

function lower(word: string): string {
  return word.toLowerCase()
}
