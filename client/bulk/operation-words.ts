import type { Branch } from '../../shared/branches/branch.ts'
import type { FieldValue } from '../../shared/bulk/apply-operation.ts'
import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import { fieldOf } from '../../shared/bulk/operation.ts'
import type { Operation, Rounding } from '../../shared/bulk/operation.ts'
import type { Words } from '../i18n/use-words.ts'

/** What operations are said in: the reader's words, the money of the shop, its branches by name. */
export type Telling = { words: Words; currency: string; branches: readonly Branch[] }

/** What an operation does, in a few words: `price +10 %`. */
export function saysOperation(operation: Operation, { words, currency, branches }: Telling): string {
  const { t, number, money } = words
  const rounded = (what: string, rounding: Rounding): string => {
    const how = saysRounding(rounding, { words, currency })
    return how === null ? what : `${what}, ${how} (${t(`bulk.${rounding.way}`)})`
  }
  switch (operation.kind) {
    case 'price-percent': {
      const percent = number(operation.basisPoints / 100, {
        signDisplay: 'exceptZero',
        maximumFractionDigits: 2,
      })
      return rounded(t('bulk.saysPercent', { percent }), operation.rounding)
    }
    case 'price-amount': {
      const amount = `${operation.amount > 0 ? '+' : ''}${money(operation.amount, currency)}`
      return rounded(t('bulk.saysAmount', { amount }), operation.rounding)
    }
    case 'price-set':
      return t('bulk.saysPrice', { amount: money(operation.price, currency) })
    case 'category':
      return operation.category === ''
        ? t('bulk.saysNoCategory')
        : t('bulk.saysCategory', { name: operation.category })
    case 'tags':
      return t('bulk.saysTags', {
        tags: [...operation.add.map((tag) => `+${tag}`), ...operation.remove.map((tag) => `−${tag}`)].join(
          ' ',
        ),
      })
    case 'status':
      return t(operation.status === 'active' ? 'bulk.saysActive' : 'bulk.saysArchived')
    case 'recount-each': {
      const branch = branches.find(({ id }) => id === operation.branchId)?.name ?? ''
      return t('bulk.saysCounts', { count: Object.keys(operation.counts).length, branch })
    }
    case 'recount': {
      const branch = branches.find(({ id }) => id === operation.branchId)?.name ?? ''
      return operation.way === 'set'
        ? t('bulk.saysCounted', { count: operation.pieces, branch })
        : t('bulk.saysCountedBy', { count: number(operation.pieces, { signDisplay: 'always' }), branch })
    }
    case 'reorder-point': {
      const branch = branches.find(({ id }) => id === operation.branchId)?.name ?? ''
      return operation.reorderPoint === null
        ? t('bulk.saysNoPoint', { branch })
        : t('bulk.saysPoint', { count: operation.reorderPoint, branch })
    }
  }
}

/** What prices are rounded to; null where they are not. */
export function saysRounding(
  { step, less }: Pick<Rounding, 'step' | 'less'>,
  { words: { t, money }, currency }: Pick<Telling, 'words' | 'currency'>,
): string | null {
  if (step === 1) return null
  return less > 0
    ? t('bulk.endingOn', { amount: money(step - less, currency) })
    : t('bulk.roundTo', { amount: money(step, currency) })
}

/** The same, with whether it repeats or puts back another one. */
export function saysWhole({ kind, operation }: BulkOperation, telling: Telling): string {
  const what = saysOperation(operation, telling)
  if (kind === 'undo') return telling.words.t('bulk.isUndo', { what })
  return kind === 'retry' ? telling.words.t('bulk.isRetry', { what }) : what
}

/** A value before or after, as people read it. */
export function saysValue(value: FieldValue, operation: Operation, { words, currency }: Telling): string {
  const { t, number, money } = words
  if (value === null || value === '') return t('bulk.nothing')
  if (typeof value === 'number') {
    return fieldOf(operation) === 'price' ? money(value, currency) : number(value)
  }
  if (typeof value !== 'string') return value.length === 0 ? t('bulk.nothing') : value.join(', ')
  if (operation.kind !== 'status') return value
  return t(value === 'active' ? 'bulk.active' : 'bulk.archived')
}
