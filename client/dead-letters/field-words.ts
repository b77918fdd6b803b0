import { fields } from '../i18n/en/fields.ts'
import type { Words } from '../i18n/use-words.ts'
import { isPayload, moneyNames } from './payload-fields.ts'
import type { Payload } from './payload-fields.ts'

type Named = keyof typeof fields

/** What a field is called; a newer one by its own name. */
export function nameOfField(name: string, t: Words['t']): string {
  return Object.hasOwn(fields, name) ? t(`fields.${name as Named}`) : name
}

/** What a path is called: "Line 2 · Quantity". */
export function nameOfPath(path: string, t: Words['t']): string {
  const names = path.split('.')
  const parts: string[] = []
  for (const name of names) {
    const index = Number(name)
    if (name !== '' && Number.isInteger(index) && parts.length > 0) parts.push(`${parts.pop()} ${index + 1}`)
    else parts.push(nameOfField(name, t))
  }
  return parts.join(' · ')
}

/** A value as a person reads it: money as money, moments as moments, of what has fields each with its name. */
export function valueInWords(
  path: string,
  value: unknown,
  { currency }: { currency: string },
  words: Words,
): string {
  const { t, money, moment } = words
  const name = path.split('.').at(-1) ?? ''
  if (value === undefined) return t('letters.missing')
  if (value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0))
    return t('letters.nothing')
  if (typeof value === 'boolean') return value ? t('letters.yes') : t('letters.no')
  if (typeof value === 'number')
    return moneyNames.has(name) && Number.isSafeInteger(value) ? money(value, currency) : words.number(value)
  if (isPayload(value)) {
    const own = value['currency']
    return Object.entries(value)
      .map(([inner, one]) => {
        // Notes of another currency were tendered as they are.
        const notes = inner === 'tendered' && typeof own === 'string' ? own : currency
        return `${nameOfField(inner, t)}: ${valueInWords(inner, one, { currency: notes }, words)}`
      })
      .join(', ')
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  return name.endsWith('At') && !Number.isNaN(Date.parse(value)) ? moment(value) : value
}

/** The currency that a document's money is in. */
export function currencyOf(payload: Payload): string {
  const currency = payload['currency']
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : 'USD'
}
