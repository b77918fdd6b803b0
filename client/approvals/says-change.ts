import type { Asked } from '../../shared/approvals/ask.ts'
import { piecesIn } from '../../shared/approvals/covers-count.ts'
import type { Words } from '../i18n/use-words.ts'

/** What it was and what it is to be: `$0.00 → $250.00`, or pieces. */
export function saysChange(
  asked: Pick<Asked, 'before' | 'after' | 'currency'>,
  words: Pick<Words, 'money' | 'number'>,
): string {
  return `${saysValue(asked.before, asked.currency, words)} → ${saysValue(asked.after, asked.currency, words)}`
}

/** A number is money, and figures are pieces; anything else is said already. */
export function saysValue(
  value: number | string,
  currency: string,
  { money, number }: Pick<Words, 'money' | 'number'>,
): string {
  if (typeof value === 'number') return money(value, currency)
  const pieces = piecesIn(value)
  return Number.isNaN(pieces) ? value : number(pieces)
}
