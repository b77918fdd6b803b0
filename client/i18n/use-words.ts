import { useTranslation } from 'react-i18next'
import { en } from './en.ts'
import { formatMoney } from './money.ts'
import type { UnitWords } from './times.ts'
import { dayAndTime, duration, timeOfDay } from './times.ts'

/** The words, money and times of the reader's language. */
export function useWords() {
  const { t, i18n } = useTranslation()
  const locale = i18n.language
  const units = Object.fromEntries(
    (Object.keys(en.units) as (keyof UnitWords)[]).map((unit) => [unit, t(`units.${unit}`)]),
  ) as Record<keyof UnitWords, string>
  return {
    t,
    locale,
    units,
    money: (amount: number, currency: string) => formatMoney(amount, currency, locale),
    clock: (instant: string | number) => timeOfDay(instant, locale),
    moment: (instant: string | number) => dayAndTime(instant, locale),
    lasted: (milliseconds: number) => duration(milliseconds, units),
  }
}

export type Words = ReturnType<typeof useWords>
