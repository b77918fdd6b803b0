import { useTranslation } from './i18n.ts'
import { localeOf } from './languages.ts'
import { formatMoney, plainMoney } from './money.ts'
import { decimalMark, formatNumber } from './numbers.ts'
import type { UnitWords } from './times.ts'
import type { Translate } from './translate.ts'
import { calendarDay, dayAndTime, duration, fullMoment, timeOfDay } from './times.ts'

/** The words, figures, money and times of the reader's language; nothing on screen is written any other way. */
export function useWords(): Words {
  const { t, language } = useTranslation()
  const locale = localeOf(language, navigator.languages)
  return wordsOf(t, locale)
}

let made: { t: Translate; locale: string; words: Words } | null = null

/** Half of what is on screen asks for them at each scan: they are made once. */
function wordsOf(t: Translate, locale: string): Words {
  if (made?.t !== t || made.locale !== locale) made = { t, locale, words: makeWords(t, locale) }
  return made.words
}

function makeWords(t: Translate, locale: string) {
  const units: UnitWords = {
    day: t('units.day'),
    hour: t('units.hour'),
    minute: t('units.minute'),
    second: t('units.second'),
    less: t('units.less'),
  }
  return {
    t,
    number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(value, locale, options),
    money: (amount: number, currency: string) => formatMoney(amount, currency, locale),
    /** For a field that a person goes on typing in. */
    typedMoney: (amount: number, currency: string) => plainMoney(amount, currency, locale),
    /** Asked for where it is needed: a browser's first format of numbers takes it some twenty milliseconds. */
    get decimalMark() {
      return decimalMark(locale)
    },
    clock: (instant: string | number) => timeOfDay(instant, locale),
    moment: (instant: string | number) => dayAndTime(instant, locale),
    fullMoment: (instant: string | number) => fullMoment(instant, locale),
    day: (day: string) => calendarDay(day, locale),
    lasted: (milliseconds: number) => duration(milliseconds, units),
  }
}

export type Words = ReturnType<typeof makeWords>
