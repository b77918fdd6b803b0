import type { Words } from '../i18n/use-words.ts'
import type { MoneyFault } from './money-fault.ts'
import { moneyNames, numberNames } from './payload-fields.ts'
import type { Fault } from './payload-schemas.ts'

/** What a field wants, in the reader's words; the schema speaks to programmers. */
export function faultWords(
  path: string,
  fault: Fault | undefined,
  currency: string,
  { t, typedMoney, number }: Pick<Words, 't' | 'typedMoney' | 'number'>,
): string {
  const name = path.split('.').at(-1) ?? ''
  if (moneyNames.has(name)) return t('letters.wantsMoney', { example: typedMoney(649, currency) })
  if (name === 'rate') return t('letters.wantsRate', { example: number(1.08) })
  if (numberNames.has(name)) return t('letters.wantsNumber')
  if (name.endsWith('At')) return t('letters.wantsMoment', { example: '2026-03-14T09:30:00.000Z' })
  if (name === 'id' || name.endsWith('Id') || name === 'refundOf') return t('letters.wantsId')
  if (name === 'currency') return t('letters.wantsCurrency', { example: 'USD' })
  return fault === undefined ? t('letters.wantsOther') : wordsOfKind(fault, t)
}

/** Why an order would be refused for its money, and what to do about it. */
export function moneyFaultWords(
  fault: MoneyFault,
  currency: string,
  { t, money }: Pick<Words, 't' | 'money'>,
): string {
  if (fault.kind === 'sums') return t('letters.sumsDiffer')
  if (fault.kind === 'discount') return t('letters.discountTooLarge')
  if (fault.kind === 'tendered') return t('letters.tenderedDiffers')
  const { paid, total } = fault
  return t('letters.paymentsDiffer', { paid: money(paid, currency), total: money(total, currency) })
}

function wordsOfKind(fault: Fault, t: Words['t']): string {
  if (fault.code === 'invalid_value')
    return t('letters.wantsOneOf', { options: fault.values.map(String).join(', ') })
  if (fault.code === 'unrecognized_keys') return t('letters.wantsNone', { names: fault.keys.join(', ') })
  if (fault.code === 'too_big' && fault.origin === 'string')
    return t('letters.wantsShorter', { count: Number(fault.maximum) })
  const isEmpty = fault.code === 'too_small' && fault.origin === 'string'
  const expected = fault.code === 'invalid_type' ? fault.expected : null
  if (isEmpty || expected === 'string') return t('letters.wantsText')
  if (expected === 'boolean') return t('letters.wantsOneOf', { options: 'true, false' })
  return expected === 'number' || expected === 'int' ? t('letters.wantsNumber') : t('letters.wantsOther')
}
