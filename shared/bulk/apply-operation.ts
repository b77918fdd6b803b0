import type { BulkFailure } from './failures.ts'
import type { Operation, Rounding } from './operation.ts'

/** Of a product, what bulk operations look at. `reorderPoint` and `onHand` are those of the operation's branch. */
export type BulkProduct = {
  id: string
  price: number
  category: string
  tags: readonly string[]
  status: 'active' | 'archived'
  reorderPoint: number | null
  onHand: number
}

/** A value of the field that an operation changes. */
export type FieldValue = number | string | readonly string[] | null

export type BulkOutcome =
  | { kind: 'changed'; value: FieldValue }
  | { kind: 'same' }
  | { kind: 'fails'; code: BulkFailure }

const MOST_TAGS = 100
const MOST_MONEY = 100_000_000_000n

/**
 * What an operation makes of one product: the field's new value, nothing, or why it cannot be. A price is never below
 * zero: what would be fails and stays as it is.
 */
export function applyOperation(product: BulkProduct, operation: Operation): BulkOutcome {
  switch (operation.kind) {
    case 'price-percent': {
      const numerator = BigInt(product.price) * BigInt(10_000 + operation.basisPoints)
      return priceFor(product, numerator, 10_000n, operation.rounding)
    }
    case 'price-amount':
      return priceFor(product, BigInt(product.price) + BigInt(operation.amount), 1n, operation.rounding)
    case 'price-set':
      return unless(product.price === operation.price, operation.price)
    case 'category':
      return unless(product.category === operation.category, operation.category)
    case 'status':
      return unless(product.status === operation.status, operation.status)
    case 'reorder-point':
      return unless(product.reorderPoint === operation.reorderPoint, operation.reorderPoint)
    case 'tags':
      return tagsFor(product.tags, operation)
    case 'recount':
      return shelfOf(
        product.onHand,
        operation.way === 'set' ? operation.pieces : product.onHand + operation.pieces,
      )
    case 'recount-each':
      return shelfOf(product.onHand, operation.counts[product.id] ?? product.onHand)
  }
}

/**
 * What undoing an operation makes of a field. A shelf gets back what the count took from it or brought to it, whatever
 * was sold meanwhile; any other field is again what it was.
 *
 * @param before what stood there before the operation
 * @param now the product, with what stands there
 */
export function putBack(operation: Operation, before: FieldValue, now: BulkProduct): BulkOutcome {
  if (operation.kind !== 'recount' && operation.kind !== 'recount-each')
    return { kind: 'changed', value: before }
  const was = Number(before)
  const after = applyOperation({ ...now, onHand: was }, operation)
  const counted = after.kind === 'changed' ? Number(after.value) : was
  return shelfOf(now.onHand, now.onHand - (counted - was))
}

const MOST_PIECES = 2_000_000_000

/** A shelf never holds less than nothing (M3). */
function shelfOf(onHand: number, pieces: number): BulkOutcome {
  if (pieces < 0) return { kind: 'fails', code: 'stock-below-zero' }
  if (pieces > MOST_PIECES) return { kind: 'fails', code: 'stock-too-high' }
  return unless(onHand === pieces, pieces)
}

function unless(isSame: boolean, value: FieldValue): BulkOutcome {
  return isSame ? { kind: 'same' } : { kind: 'changed', value }
}

/** Exact, whatever the amounts: the price before rounding is a fraction. */
function priceFor(product: BulkProduct, numerator: bigint, divisor: bigint, rounding: Rounding): BulkOutcome {
  const rounded = numerator < 0n ? -1n : roundTo(numerator, divisor, rounding)
  // Rounding may get there too: 0.30 down to what ends on 99 is less than nothing.
  if (rounded < 0n) return { kind: 'fails', code: 'price-below-zero' }
  if (rounded > MOST_MONEY) return { kind: 'fails', code: 'price-too-high' }
  const price = Number(rounded)
  return unless(product.price === price, price)
}

function roundTo(numerator: bigint, divisor: bigint, { step, way, less }: Rounding): bigint {
  const unit = divisor * BigInt(step)
  const shifted = numerator + divisor * BigInt(less)
  const extra = way === 'up' ? unit - 1n : way === 'nearest' ? unit / 2n : 0n
  return ((shifted + extra) / unit) * BigInt(step) - BigInt(less)
}

function tagsFor(
  tags: readonly string[],
  { add, remove }: Extract<Operation, { kind: 'tags' }>,
): BulkOutcome {
  const kept = tags.filter((tag) => !remove.includes(tag))
  const next = [...kept, ...new Set(add.filter((tag) => !kept.includes(tag) && !remove.includes(tag)))]
  if (next.length > MOST_TAGS) return { kind: 'fails', code: 'too-many-tags' }
  return unless(next.length === tags.length && next.every((tag, place) => tag === tags[place]), next)
}
