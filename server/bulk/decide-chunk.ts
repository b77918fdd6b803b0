import { applyOperation, putBack } from '../../shared/bulk/apply-operation.ts'
import type { BulkOutcome, BulkProduct, FieldValue } from '../../shared/bulk/apply-operation.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import { fieldOf } from '../../shared/bulk/operation.ts'
import type { Chunk, ChunkFailure } from './chunks.ts'

/** A product of the chunk as it is now, locked: `value` stands in the field that the operation changes. */
export type ProductNow = {
  place: number
  seq: number
  deleted: boolean
  value: FieldValue
  /** Where the operation says something else of each product. */
  id?: string
}

export type ChunkDecision = {
  /** In the order in which they get their positions. */
  edits: { place: number; value: FieldValue; before: FieldValue }[]
  unchanged: number
  failures: ChunkFailure[]
}

/** An operation looks at the one field that it changes; the others were not read. */
const unread: BulkProduct = {
  id: '',
  price: 0,
  category: '',
  tags: [],
  status: 'active',
  reorderPoint: null,
  onHand: 0,
}

/** What becomes of each product of a chunk: edited, left because it has the value already, or failed with a reason. */
export function decideChunk(
  operation: Operation,
  chunk: Chunk,
  products: readonly ProductNow[],
): ChunkDecision {
  const decision: ChunkDecision = { edits: [], unchanged: 0, failures: [] }
  const now = new Map(products.map((product) => [product.place, product]))
  for (let place = 1; place <= chunk.size; place += 1) {
    const product = now.get(place)
    if (!product || product.deleted) {
      decision.failures.push({ place, code: 'product-gone' })
      continue
    }
    const before = product.value
    const outcome = chunk.restore
      ? undo(operation, product, chunk.restore[place - 1] ?? null, (chunk.expected ?? 0) + place - 1)
      : applyOperation(asProduct(operation, product), operation)
    if (outcome.kind === 'changed') decision.edits.push({ place, value: outcome.value, before })
    else if (outcome.kind === 'same') decision.unchanged += 1
    else decision.failures.push({ place, code: outcome.code })
  }
  return decision
}

function asProduct(operation: Operation, { value, id = '' }: ProductNow): BulkProduct {
  return { ...unread, id, [fieldOf(operation)]: value }
}

/** @param seq the position that the operation gave it */
function undo(operation: Operation, product: ProductNow, was: FieldValue, seq: number): BulkOutcome {
  if (!isAsLeft(operation, product, was, seq)) return { kind: 'fails', code: 'changed-since' }
  return putBack(operation, was, asProduct(operation, product))
}

/**
 * Whether the field still holds what the operation wrote; whatever else was written to the product is no matter, an
 * undo of what came later among it. A shelf moves with each sale: there it is that nobody has counted it again.
 */
function isAsLeft(operation: Operation, product: ProductNow, was: FieldValue, seq: number): boolean {
  if (fieldOf(operation) === 'onHand') return product.seq === seq
  const written = applyOperation(asProduct(operation, { ...product, value: was }), operation)
  return isSameValue(written.kind === 'changed' ? written.value : was, product.value)
}

function isSameValue(one: FieldValue, other: FieldValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.length === other.length && one.every((tag, place) => tag === other[place])
}
