import type { BranchSettings } from '../../../shared/branches/branch.ts'
import { SettingsChange, shopPrefixes } from '../../../shared/branches/change-settings.ts'
import type { SettingName } from '../../../shared/branches/change-settings.ts'
import { readMoney } from '../../i18n/money.ts'
import type { Words } from '../../i18n/use-words.ts'

export type ShopPrefix = (typeof shopPrefixes)[number]
export type OnLabel = 'none' | 'price' | 'weight'

/** The settings of a branch as they stand in the form: what is typed is text until it can be read. */
export type Draft = {
  'limits.lineDiscountBp': string
  'limits.cartDiscountBp': string
  'limits.priceOverrideBp': string
  'limits.refundTotal': string
  'limits.negativeRecount': string
  lowStockThreshold: string
  'supply.leadDays': string
  'supply.coverDays': string
  'supply.serviceBp': string
  paymentTypes: readonly string[]
  cashRounding: string
  secondCurrency: { currency: string; rate: string }
  'limits.cashOut': string
  'allowance.enabled': boolean
  requireShift: boolean
  address: string
  receiptFooter: string
  scaleCodes: Readonly<Record<ShopPrefix, OnLabel>>
}

/** What is wrong with a field; the form has a sentence for each. */
export type Fault =
  | 'percent'
  | 'money'
  | 'pieces'
  | 'lead'
  | 'cover'
  | 'service'
  | 'rounding'
  | 'currency'
  | 'rate'
  | 'text'
  | 'types'

/** What is in a field: the setting that it means, or why it means none. */
export type Read = { kind: 'fits'; value: unknown } | { kind: 'fault'; fault: Fault }

/** The settings as a person would type them. */
export function draftOf(settings: BranchSettings, words: Pick<Words, 'number' | 'typedMoney'>): Draft {
  const { limits, secondCurrency, scaleCodes, currency } = settings
  const plain = (value: number) => words.number(value, { useGrouping: false, maximumFractionDigits: 12 })
  const money = (amount: number) => words.typedMoney(amount, currency)
  const onLabel = (prefix: ShopPrefix): OnLabel =>
    scaleCodes.price.includes(prefix) ? 'price' : scaleCodes.weight.includes(prefix) ? 'weight' : 'none'
  return {
    'limits.lineDiscountBp': plain(limits.lineDiscountBp / 100),
    'limits.cartDiscountBp': plain(limits.cartDiscountBp / 100),
    'limits.priceOverrideBp': plain(limits.priceOverrideBp / 100),
    'limits.refundTotal': money(limits.refundTotal),
    'limits.negativeRecount': plain(limits.negativeRecount),
    lowStockThreshold: plain(settings.lowStockThreshold),
    'supply.leadDays': plain(settings.supply.leadDays),
    'supply.coverDays': plain(settings.supply.coverDays),
    'supply.serviceBp': plain(settings.supply.serviceBp / 100),
    paymentTypes: settings.paymentTypes,
    cashRounding: settings.cashRounding === 1 ? '' : money(settings.cashRounding),
    secondCurrency: secondCurrency
      ? { currency: secondCurrency.currency, rate: plain(secondCurrency.rate) }
      : { currency: '', rate: '' },
    'limits.cashOut': limits.cashOut === null ? '' : money(limits.cashOut),
    'allowance.enabled': settings.allowance.enabled,
    requireShift: settings.requireShift,
    address: settings.address,
    receiptFooter: settings.receiptFooter,
    scaleCodes: Object.fromEntries(
      shopPrefixes.map((prefix) => [prefix, onLabel(prefix)]),
    ) as Draft['scaleCodes'],
  }
}

/** Reads one field by the rules that the server will judge it by. */
export function readSetting(name: SettingName, draft: Draft, currency: string): Read {
  switch (name) {
    case 'limits.lineDiscountBp':
    case 'limits.cartDiscountBp':
    case 'limits.priceOverrideBp':
      return judged(name, readPercent(draft[name]), 'percent')
    case 'limits.refundTotal':
      return judged(name, readMoney(draft[name], currency), 'money')
    case 'limits.cashOut':
      return isEmpty(draft[name]) ? fits(null) : judged(name, readMoney(draft[name], currency), 'money')
    case 'limits.negativeRecount':
    case 'lowStockThreshold':
      return judged(name, readPieces(draft[name]), 'pieces')
    case 'supply.leadDays':
      return judged(name, readPieces(draft[name]), 'lead')
    case 'supply.coverDays':
      return judged(name, readPieces(draft[name]), 'cover')
    case 'supply.serviceBp':
      return judged(name, readPercent(draft[name]), 'service')
    case 'cashRounding':
      return judged(name, readRounding(draft[name], currency), 'rounding')
    case 'secondCurrency':
      return readSecond(draft[name], currency)
    case 'paymentTypes':
      return judged(name, draft[name], 'types')
    case 'address':
    case 'receiptFooter':
      return judged(name, draft[name].trim(), 'text')
    case 'scaleCodes':
      return fits(prefixesOf(draft[name]))
    case 'allowance.enabled':
    case 'requireShift':
      return fits(draft[name])
  }
}

/** The change that sets these, as the server takes it. */
export function changeOf(values: ReadonlyMap<SettingName, unknown>): SettingsChange {
  const change: Record<string, unknown> = {}
  for (const [name, value] of values) {
    const [member = '', part] = name.split('.')
    change[member] = part === undefined ? value : { ...(change[member] as object), [part]: value }
  }
  return change as SettingsChange
}

function judged(name: SettingName, value: unknown, fault: Fault): Read {
  const change = changeOf(new Map([[name, value]]))
  return value !== null && SettingsChange.safeParse(change).success ? fits(value) : { kind: 'fault', fault }
}

function readSecond({ currency, rate }: Draft['secondCurrency'], own: string): Read {
  const code = currency.trim().toUpperCase()
  if (code === '' && isEmpty(rate)) return fits(null)
  if (!/^[A-Z]{3}$/.test(code) || code === own) return { kind: 'fault', fault: 'currency' }
  const worth = /^\d+([.,]\d+)?$/.test(rate.trim()) ? Number(rate.trim().replace(',', '.')) : null
  return judged('secondCurrency', worth && { currency: code, rate: worth }, 'rate')
}

function prefixesOf(on: Draft['scaleCodes']): { price: ShopPrefix[]; weight: ShopPrefix[] } {
  const having = (what: OnLabel) => shopPrefixes.filter((prefix) => on[prefix] === what)
  return { price: having('price'), weight: having('weight') }
}

function readPercent(typed: string): number | null {
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(typed.trim())) return null
  return Math.round(Number(typed.trim().replace(',', '.')) * 100)
}

function readPieces(typed: string): number | null {
  const figures = typed.replaceAll(/\s/g, '')
  return /^\d{1,7}$/.test(figures) ? Number(figures) : null
}

/** Nothing, or nought, rounds nothing. */
function readRounding(typed: string, currency: string): number | null {
  const multiple = isEmpty(typed) ? 1 : readMoney(typed, currency)
  return multiple === 0 ? 1 : multiple
}

const fits = (value: unknown): Read => ({ kind: 'fits', value })
const isEmpty = (typed: string) => typed.trim() === ''
