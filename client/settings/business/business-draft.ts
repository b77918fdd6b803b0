import type { Business, BusinessChange } from '../../../shared/branches/business.ts'
import { isTimeZone } from '../../../shared/branches/is-time-zone.ts'

export type BusinessField = 'name' | 'currency' | 'timeZone' | 'tax'
/** What is typed, as text until it can be read. */
export type BusinessDraft = Readonly<Record<BusinessField, string>>

export type ReadBusiness = { kind: 'fits'; change: BusinessChange } | { kind: 'fault'; field: BusinessField }

/** The business as a person would type it. */
export function draftOf(
  { name, currency, timeZone, defaultTaxRate }: Business,
  number: (value: number, options: Intl.NumberFormatOptions) => string,
): BusinessDraft {
  const tax = number(defaultTaxRate / 100, { useGrouping: false, maximumFractionDigits: 2 })
  return { name, currency, timeZone, tax }
}

/** What was changed, or the first field that cannot be read. */
export function readBusiness(draft: BusinessDraft, now: Business): ReadBusiness {
  const name = draft.name.trim()
  const currency = draft.currency.trim().toUpperCase()
  const timeZone = draft.timeZone.trim()
  const tax = readTax(draft.tax)
  if (name === '' || name.length > 120) return { kind: 'fault', field: 'name' }
  if (!/^[A-Z]{3}$/.test(currency)) return { kind: 'fault', field: 'currency' }
  if (!isTimeZone(timeZone)) return { kind: 'fault', field: 'timeZone' }
  if (tax === null) return { kind: 'fault', field: 'tax' }
  const change = {
    ...(name === now.name ? {} : { name }),
    ...(currency === now.currency ? {} : { currency }),
    ...(timeZone === now.timeZone ? {} : { timeZone }),
    ...(tax === now.defaultTaxRate ? {} : { defaultTaxRate: tax }),
  }
  return { kind: 'fits', change: change as BusinessChange }
}

function readTax(typed: string): number | null {
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(typed.trim())) return null
  const basisPoints = Math.round(Number(typed.trim().replace(',', '.')) * 100)
  return basisPoints > 10_000 ? null : basisPoints
}
