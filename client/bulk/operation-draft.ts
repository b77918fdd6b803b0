import type { Operation } from '../../shared/bulk/operation.ts'
import { Operation as OperationSchema } from '../../shared/bulk/operation.ts'
import { minorDigits, readMoney } from '../i18n/money.ts'

export type Kind = Operation['kind']
export type RoundingName = 'exact' | 'tenth' | 'whole' | 'charm' | 'hundred' | 'thousand'
export type Way = 'nearest' | 'up' | 'down'

/** What a person has typed of an operation, as it stands in the fields. */
export type Draft = {
  kind: Kind
  percent: string
  amount: string
  price: string
  rounding: RoundingName
  way: Way
  /** To take every category away is said, never left over in an empty field. */
  categoryWay: 'name' | 'none'
  category: string
  add: string
  remove: string
  status: 'active' | 'archived'
  branchId: string
  reorderPoint: string
  countWay: 'set' | 'by'
  pieces: string
  counts: string
}

export const emptyDraft: Draft = {
  kind: 'price-percent',
  percent: '',
  amount: '',
  price: '',
  rounding: 'exact',
  way: 'nearest',
  categoryWay: 'name',
  category: '',
  add: '',
  remove: '',
  status: 'archived',
  branchId: '',
  reorderPoint: '',
  countWay: 'set',
  pieces: '',
  counts: '',
}

/** The fields that may hold something that cannot be read. */
export type FaultyField =
  | 'percent'
  | 'amount'
  | 'price'
  | 'category'
  | 'tags'
  | 'reorderPoint'
  | 'pieces'
  | 'branchId'
  | 'counts'

/** Reads a draft: the operation, or which field has to be mended. */
export function readDraft(
  draft: Draft,
  currency: string,
  idOf: (sku: string) => string | null = () => null,
): Operation | { fault: FaultyField } {
  const isOfBranch = ['reorder-point', 'recount', 'recount-each'].includes(draft.kind)
  if (isOfBranch && draft.branchId === '') return { fault: 'branchId' }
  const read = operationOf(draft, currency, idOf)
  if ('fault' in read) return read
  const fault = faultyField(draft.kind)
  const parsed = OperationSchema.safeParse(read)
  return parsed.success ? parsed.data : { fault }
}

/** What a rounding is to: a multiple of `step` in minor units, `less` below it. */
export function stepOf(name: RoundingName, currency: string): { step: number; less: number } {
  const unit = 10 ** minorDigits(currency)
  switch (name) {
    case 'exact':
      return { step: 1, less: 0 }
    case 'tenth':
      return { step: Math.max(1, unit / 10), less: 0 }
    case 'whole':
      return { step: unit, less: 0 }
    case 'charm':
      return { step: unit, less: unit === 1 ? 0 : 1 }
    case 'hundred':
      return { step: unit * 100, less: 0 }
    case 'thousand':
      return { step: unit * 1_000, less: 0 }
  }
}

function operationOf(
  draft: Draft,
  currency: string,
  idOf: (sku: string) => string | null,
): Operation | { fault: FaultyField } {
  const rounding = { ...stepOf(draft.rounding, currency), way: draft.way }
  switch (draft.kind) {
    case 'price-percent': {
      const basisPoints = readPercent(draft.percent)
      return basisPoints === null ? { fault: 'percent' } : { kind: 'price-percent', basisPoints, rounding }
    }
    case 'price-amount': {
      const amount = readSigned(draft.amount, currency)
      return amount === null ? { fault: 'amount' } : ({ kind: 'price-amount', amount, rounding } as Operation)
    }
    case 'price-set': {
      const price = readMoney(draft.price, currency)
      return price === null ? { fault: 'price' } : ({ kind: 'price-set', price } as Operation)
    }
    case 'category': {
      const category = draft.categoryWay === 'none' ? '' : draft.category.trim()
      return category === '' && draft.categoryWay === 'name'
        ? { fault: 'category' }
        : { kind: 'category', category }
    }
    case 'tags': {
      const [add, remove] = [namesIn(draft.add), namesIn(draft.remove)]
      return add.length + remove.length === 0 ? { fault: 'tags' } : { kind: 'tags', add, remove }
    }
    case 'status':
      return { kind: 'status', status: draft.status }
    case 'reorder-point': {
      const typed = draft.reorderPoint.replaceAll(/\s/g, '')
      if (!/^\d{0,7}$/.test(typed)) return { fault: 'reorderPoint' }
      return {
        kind: 'reorder-point',
        branchId: draft.branchId,
        reorderPoint: typed === '' ? null : Number(typed),
      }
    }
    case 'recount': {
      const pieces = readPieces(draft.pieces, draft.countWay)
      if (pieces === null) return { fault: 'pieces' }
      return { kind: 'recount', branchId: draft.branchId, way: draft.countWay, pieces }
    }
    case 'recount-each': {
      const read = readCounts(draft.counts, idOf)
      if (read.faultyLine !== null || read.counts.size === 0) return { fault: 'counts' }
      return {
        kind: 'recount-each',
        branchId: draft.branchId,
        counts: Object.fromEntries(read.counts),
      }
    }
  }
}

function faultyField(kind: Kind): FaultyField {
  if (kind === 'price-percent') return 'percent'
  if (kind === 'price-amount') return 'amount'
  if (kind === 'price-set') return 'price'
  if (kind === 'recount') return 'pieces'
  if (kind === 'recount-each') return 'counts'
  return kind === 'category' || kind === 'tags' ? kind : 'reorderPoint'
}

/**
 * A list as it comes from a spreadsheet or a scanner: a line for each product, its SKU and how many were counted, with
 * a tab, a comma, a semicolon or a space between. The first line that is none of that is named, from 1 on.
 */
export function readCounts(
  typed: string,
  idOf: (sku: string) => string | null,
): { counts: Map<string, number>; faultyLine: number | null } {
  const counts = new Map<string, number>()
  for (const [at, line] of typed.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const parts = /^\s*(\S.*?)\s*[\t,; ]\s*(\d{1,7})\s*$/.exec(line)
    const id = parts ? idOf(parts[1] ?? '') : null
    // A product twice is a slip: nobody knows which number was meant.
    if (!parts || id === null || counts.has(id)) return { counts, faultyLine: at + 1 }
    counts.set(id, Number(parts[2]))
  }
  return { counts, faultyLine: counts.size > 500 ? 501 : null }
}

/** Basis points of a percentage that a shop can mean: more than everything comes off no price. */
function readPercent(typed: string): number | null {
  const parts = /^([+\-−]?)(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(typed.replaceAll(/[\s%]/g, ''))
  if (!parts) return null
  const [, sign = '', whole = '', fraction = ''] = parts
  const basisPoints = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  const signed = sign === '-' || sign === '−' ? -basisPoints : basisPoints
  return signed < -10_000 || signed > 100_000 ? null : signed
}

function readSigned(typed: string, currency: string): number | null {
  const [, sign = '', rest = ''] = /^\s*([+\-−]?)(.*)$/.exec(typed) ?? []
  const amount = readMoney(rest, currency)
  if (amount === null) return null
  return sign === '-' || sign === '−' ? -amount : amount
}

/** Whole pieces; more or less by a number that is not none. */
function readPieces(typed: string, way: Draft['countWay']): number | null {
  const parts = /^([+\-−]?)(\d{1,7})$/.exec(typed.replaceAll(/\s/g, ''))
  if (!parts) return null
  const pieces = Number(parts[2]) * (parts[1] === '-' || parts[1] === '−' ? -1 : 1)
  return (way === 'set' ? pieces < 0 : pieces === 0) ? null : pieces
}

function namesIn(typed: string): string[] {
  return typed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
