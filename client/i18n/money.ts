import type { Minor } from '../../shared/basics/scalars.ts'
import { decimalMark, figuresOf, withMinus } from './numbers.ts'

/** So many figures an amount has at most before its point. */
const mostFigures = 9

const formats = new Map<string, Intl.NumberFormat>()
const minors = new Map<string, number>()

/** Currencies whose coins nobody has in hand any more: whole amounts are written without `.00`. */
const withoutCoins = new Set(['UZS'])

/** What people call a currency where the browser only knows its code. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ru: { UZS: 'сум' },
  uz: { UZS: 'soʻm' },
}

/** The format of a currency in a language; made once, since making one costs more than using it. */
function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known =
    formats.get(key) ??
    new Intl.NumberFormat(figuresOf(locale), {
      style: 'currency',
      currency,
      trailingZeroDisplay: withoutCoins.has(currency) ? 'stripIfInteger' : 'auto',
    })
  formats.set(key, known)
  return known
}

/** How many digits the currency's minor unit has: 2 for dollars, 0 for yen. */
export function minorDigits(currency: string): number {
  const known = minors.get(currency) ?? formatOf(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2
  minors.set(currency, known)
  return known
}

/** Money as people read it: `1999` of USD is `$19.99`, `1250000` of UZS in Russian `12 500 сум`. */
export function formatMoney(amount: number, currency: string, locale: string): string {
  const format = formatOf(currency, locale)
  const value = amount / 10 ** minorDigits(currency)
  const name = names[locale.split('-')[0] ?? '']?.[currency]
  const written =
    name === undefined
      ? format.format(value)
      : format
          .formatToParts(value)
          .map((part) => (part.type === 'currency' ? name : part.value))
          .join('')
  return withMinus(written, value)
}

/** Money as people type it back into a field: `1999` of USD is `19.99`, in Russian `19,99`. */
export function plainMoney(amount: number, currency: string, locale: string): string {
  const written = (amount / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))
  const shown = withoutCoins.has(currency) ? written.replace(/\.0+$/, '') : written
  return shown.replace('.', decimalMark(locale))
}

/**
 * Reads what a person typed as money, in minor units: `20`, `20.5`, `20,50`, `1 250.00`.
 * Null where it is not an amount, or is finer than the currency.
 */
export function readMoney(typed: string, currency: string): Minor | null {
  const parts = /^(\d*)(?:[.,](\d*))?$/.exec(typed.replaceAll(/\s/g, ''))
  if (!parts) return null
  const [, whole = '', fraction = ''] = parts
  const digits = minorDigits(currency)
  if ((whole === '' && fraction === '') || whole.length > mostFigures || fraction.length > digits) return null
  return (Number(whole) * 10 ** digits + Number(fraction.padEnd(digits, '0'))) as Minor
}

/** The most that `readMoney` takes, minor units. */
export function mostMoney(currency: string): Minor {
  return (10 ** (mostFigures + minorDigits(currency)) - 1) as Minor
}

/** Whether what was typed is an amount, and only too large for `readMoney`. */
export function isTooMuch(typed: string, currency: string): boolean {
  const [, figures = '', rest = ''] = /^0*(\d+)(.*)$/s.exec(typed.replaceAll(/\s/g, '')) ?? []
  return figures.length > mostFigures && readMoney(`1${rest}`, currency) !== null
}

/** What `readMoney` reads, where money may have gone out: `-19.99`. */
export function readSignedMoney(typed: string, currency: string): number | null {
  const [, sign = '', rest = ''] = /^\s*([-−]?)(.*)$/s.exec(typed) ?? []
  const amount = readMoney(rest, currency)
  return amount === null || amount === 0 || sign === '' ? amount : -amount
}
