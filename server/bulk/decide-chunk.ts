import { applyOperation } from '../../shared/bulk/apply-operation.ts'
import type { BulkProduct, FieldValue } from '../../shared/bulk/apply-operation.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import { fieldOf } from '../../shared/bulk/operation.ts'
import type { Chunk, ChunkFailure } from './chunks.ts'

/** A product of the chunk as it is now, locked: `value` stands in the field that the operation changes. */
export type ProductNow = { id: string; seq: number; deleted: boolean; value: FieldValue }

export type ChunkDecision = {
  /** In the order in which they get their positions. */
  edits: { id: string; value: FieldValue; before: FieldValue }[]
  unchanged: number
  failures: ChunkFailure[]
}

/** An operation looks at the one field that it changes; the others were not read. */
const unread: BulkProduct = { price: 0, category: '', tags: [], status: 'active', reorderPoint: null }

/** What becomes of each product of a chunk: edited, left because it has the value already, or failed with a reason. */
export function decideChunk(
  operation: Operation,
  chunk: Chunk,
  now: ReadonlyMap<string, ProductNow>,
): ChunkDecision {
  const decision: ChunkDecision = { edits: [], unchanged: 0, failures: [] }
  const withValue = (value: FieldValue) => ({ ...unread, [fieldOf(operation)]: value }) as BulkProduct
  chunk.ids.forEach((id, place) => {
    const product = now.get(id)
    if (!product || product.deleted) {
      decision.failures.push({ id, code: 'product-gone' })
      return
    }
    const before = product.value
    if (chunk.restore) {
      const value = chunk.restore[place] ?? null
      if (!isUntouched(operation, product, (chunk.expected ?? 0) + place))
        decision.failures.push({ id, code: 'changed-since' })
      else decision.edits.push({ id, value, before })
      return
    }
    const outcome = applyOperation(withValue(product.value), operation)
    if (outcome.kind === 'changed') decision.edits.push({ id, value: outcome.value, before })
    else if (outcome.kind === 'same') decision.unchanged += 1
    else decision.failures.push({ id, code: outcome.code })
  })
  return decision
}

/**
 * Whether a product still is as the operation left it: at the position that it was given. A level of stock moves with
 * each sale, so there it is the reorder point itself that must still be the one that was set.
 */
function isUntouched(operation: Operation, product: ProductNow, seq: number): boolean {
  if (operation.kind === 'reorder-point') return product.value === operation.reorderPoint
  return product.seq === seq
}
