import type { SpokenLanguage } from '../shared/account/settings.ts'

/** English readers take 11/12 for two different days: the month is written out for them. */
const kinds: Record<SpokenLanguage, { locale: string; month: 'short' | '2-digit' }> = {
  en: { locale: 'en-GB', month: 'short' },
  ru: { locale: 'ru', month: '2-digit' },
  uz: { locale: 'ru', month: '2-digit' },
}

/** A day of the calendar, `2026-11-20`, as people read it: `20 Nov 2026`, `20.11.2026`. */
export function formatDay(day: string, language: SpokenLanguage): string {
  return format(new Date(`${day}T12:00Z`), language, { timeZone: 'UTC' })
}

/** A moment by the clocks of a zone: `20 Nov 2026, 18:05`. */
export function formatMoment(at: Date, language: SpokenLanguage, timeZone: string): string {
  return format(at, language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

function format(at: Date, language: SpokenLanguage, more: Intl.DateTimeFormatOptions): string {
  const { locale, month } = kinds[language]
  return new Intl.DateTimeFormat(locale, { day: '2-digit', month, year: 'numeric', ...more }).format(at)
}
