import type { Asked, AskedKind } from '../../shared/approvals/ask.ts'
import { piecesIn } from '../../shared/approvals/covers-count.ts'
import type { Words } from '../i18n/use-words.ts'

/** What it was and what it is to be: `$0.00 → $250.00`, or pieces. */
export function saysChange(
  asked: Pick<Asked, 'before' | 'after' | 'currency'>,
  words: Pick<Words, 'money' | 'number'>,
): string {
  return `${saysValue(asked.before, asked.currency, words)} → ${saysValue(asked.after, asked.currency, words)}`
}

/** What the two values of a question are: a limit and what goes over it, or what something was and is to be. */
export function namesOfChange(kind: AskedKind) {
  return overLimit.has(kind)
    ? ({ before: 'approval.limit', after: 'approval.wanted' } as const)
    : ({ before: 'approval.before', after: 'approval.after' } as const)
}

/** Without its sale nothing is given back freely, and a till's share is what it may sell by itself. */
const overLimit: ReadonlySet<AskedKind> = new Set(['refund', 'standalone_refund', 'cash_out', 'allowance'])

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
