import { Amount } from '../../../shared/basics/scalars.ts'
import type { Minor } from '../../../shared/basics/scalars.ts'

/**
 * An amount as Shopify writes it (`"59.00"`, `"59.0"`, `"25"`, 25) in the minor unit; undefined where it is none, is
 * below zero, or is finer than the currency. Counted in text: a price never goes through a fraction of two.
 *
 * @param digits decimals of the currency
 */
export function amountOf(written: unknown, digits: number): Minor | undefined {
  const text = typeof written === 'number' ? String(written) : written
  if (typeof text !== 'string') return undefined
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined || /[1-9]/.test(fraction.slice(digits))) return undefined
  const parsed = Amount.safeParse(Number(whole + fraction.slice(0, digits).padEnd(digits, '0')))
  return parsed.success ? parsed.data : undefined
}
