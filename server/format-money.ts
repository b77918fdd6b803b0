import type { SpokenLanguage } from '../shared/account/settings.ts'

/** Node's Uzbek figures differ from those that people in Uzbekistan write, which are Russia's. */
const locales: Record<SpokenLanguage, string> = { en: 'en', ru: 'ru', uz: 'ru' }
/** Currencies whose coins nobody has in hand any more, and what people call them. */
const withoutCoins = new Set(['UZS'])
const names: Record<string, Record<string, string>> = { ru: { UZS: 'сум' }, uz: { UZS: 'soʻm' } }

/** Money as people read it, from minor units: `1999` of USD is `$19.99`. As the app's screens write it. */
export function formatMoney(amount: number, currency: string, language: SpokenLanguage): string {
  const format = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    trailingZeroDisplay: withoutCoins.has(currency) ? 'stripIfInteger' : 'auto',
  })
  const value = amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)
  const name = names[language]?.[currency]
  return format
    .formatToParts(value)
    .map((part) => (part.type === 'currency' && name !== undefined ? name : part.value))
    .join('')
}

/** A whole number as people read it: `1,234`. */
export function formatCount(value: number, language: SpokenLanguage): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 0 }).format(value)
}
