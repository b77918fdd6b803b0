import type { SummaryLanguage } from '../../shared/summary/week-summary.ts'
import { formatMoney } from '../format-money.ts'
import { formatDay } from '../format-time.ts'

/** How figures are written in a language. Uzbek and Russian write them alike. */
export type Figures = {
  number(value: number): string
  money(minor: number, currency: string): string
  /** `+4.5 %` with its sign, or without for a share. */
  percent(value: number): string
  change(value: number): string
  /** A day of the calendar, given as `2026-11-20`. */
  day(day: string): string
  /** A day in short, with its weekday. */
  weekday(day: string): string
}

const locales = { en: 'en-GB', ru: 'ru', uz: 'ru' } as const

/** How many digits the minor unit of a currency has: 2 for dollars, 0 for yen. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

export function figuresIn(language: SummaryLanguage): Figures {
  const locale = locales[language]
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  return {
    number: (value) => plain.format(value),
    money: (minor, currency) => formatMoney(minor, currency, language),
    percent: (value) => `${plain.format(value)} %`,
    change: (value) => `${signed.format(value)} %`,
    day: (day) => formatDay(day, language),
    weekday(day) {
      const at = new Date(`${day}T12:00`)
      const name =
        language === 'uz'
          ? uzbekDays[at.getDay()]
          : new Intl.DateTimeFormat(locale, { weekday: 'short' }).format(at)
      return `${name} ${at.getDate()}`
    },
  }
}

// Not every build of Node brings words for Uzbek in Latin script.
const uzbekDays = ['yak', 'du', 'se', 'chor', 'pay', 'ju', 'sha']
