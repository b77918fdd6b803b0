import type { Demand } from '../../shared/velocity/demand.ts'
import { YEAR } from '../../shared/velocity/days-of-stock.ts'
import type { Words } from '../i18n/use-words.ts'

/** For how many days goods last; in words for over a year, and where nothing is sold (`null`). */
export function daysLeftWords(days: number | null, { t, number }: Pick<Words, 't' | 'number'>): string {
  if (days === null) return t('reorder.noSales')
  return days > YEAR ? t('reorder.overAYear') : number(days, { maximumFractionDigits: 1 })
}

/** For how long a shelf lasts, as a range of days; the same words as for one number. */
export function lasting(lasts: Demand['lasts'], words: Pick<Words, 't' | 'number'>): string {
  const { t, number } = words
  if (!lasts || lasts.low > YEAR) return daysLeftWords(lasts?.low ?? null, words)
  const low = Math.floor(lasts.low)
  const high = Math.ceil(lasts.high)
  if (lasts.high > YEAR) return t('reorder.atLeast', { days: low })
  return low === high
    ? t('reorder.days', { count: low })
    : t('reorder.range', { low: number(low), high: number(high) })
}

/** What kind of demand it is, in a word. */
export function kindWords(kind: Demand['kind'], t: Words['t']): string {
  switch (kind) {
    case 'smooth':
      return t('reorder.smooth')
    case 'intermittent':
      return t('reorder.intermittent')
    case 'fading':
      return t('reorder.fading')
    case 'new':
      return t('reorder.new')
    case null:
      return t('reorder.unknown')
  }
}

/** Pieces a day: two digits that matter. */
export function paceWords(perDay: number, { number }: Pick<Words, 'number'>): string {
  return number(perDay, { maximumSignificantDigits: perDay < 10 ? 2 : 3 })
}
