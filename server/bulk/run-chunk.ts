import type { EditedField, Operation } from '../../shared/bulk/operation.ts'
import { fieldOf } from '../../shared/bulk/operation.ts'
import { editProducts, holdProducts } from '../catalog/edit-products.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { holdReorderPoints, setReorderPoints } from '../inventory/reorder-points.ts'
import { takePositions } from '../log/take-positions.ts'
import { decideChunk } from './decide-chunk.ts'
import type { ChunkDecision, ProductNow } from './decide-chunk.ts'
import { noteEnd } from './note-end.ts'
import { holdNextChunk, keepChunk } from './chunks.ts'

/** The operation was cancelled while the chunk was at work: what the chunk did is rolled back. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}

export type ChunkEnd = { more: boolean; isAwaited: boolean }

/**
 * Does the next chunk of an operation in the caller's transaction, at most 500 products (L6): gather under locks,
 * decide, take positions, write. What the chunk did is committed with it or not at all, so that whoever goes on after
 * a crash does no row twice.
 *
 * @param turn awaited before positions are taken: of several chunks at work, one at a time holds the log
 * @returns whether there may be another one, and whether somebody waited for this one
 * @throws Cancelled
 */
export async function runChunk(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  id: string,
  turn: () => Promise<void>,
): Promise<ChunkEnd> {
  const chunk = await holdNextChunk(tx, tenantId, id)
  if (!chunk) return { more: false, isAwaited: false }
  const { operation } = chunk
  const now = await gather(tx, tenantId, operation, chunk.ids)
  const decision = decideChunk(operation, chunk, now)
  await turn()
  const at = new Date(deps.now())
  const firstSeq = await write(tx, tenantId, operation, decision, at.toISOString())
  const done = { number: chunk.number, size: chunk.ids.length, firstSeq, ...decision }
  const kept = await keepChunk(tx, tenantId, id, done, at)
  if (kept === null) throw new Cancelled()
  const more = kept.state === 'running'
  if (!more) await noteEnd(tx, deps, tenantId, id, chunk.createdBy)
  return { more, isAwaited: kept.isAwaited }
}

/** Locks the products, and the levels where it is those that change, and says what stands there. */
async function gather(
  tx: Tx,
  tenantId: string,
  operation: Operation,
  ids: readonly string[],
): Promise<Map<string, ProductNow>> {
  const field = productField(fieldOf(operation))
  const products = await holdProducts(tx, tenantId, ids, field ?? 'status')
  if (operation.kind !== 'reorder-point') return new Map(products.map((product) => [product.id, product]))
  const points = await holdReorderPoints(tx, tenantId, operation.branchId, ids)
  return new Map(
    products.map((product) => [product.id, { ...product, value: points.get(product.id) ?? null }]),
  )
}

/** Takes positions for what changes, none where nothing does (L4), and writes it. Gives the first position. */
async function write(
  tx: Tx,
  tenantId: string,
  operation: Operation,
  { edits }: ChunkDecision,
  at: string,
): Promise<number | null> {
  if (edits.length === 0) return null
  if (operation.kind === 'reorder-point') {
    const first = await takePositions(tx, tenantId, [['stockLevels', edits.length]])
    await setReorderPoints(tx, tenantId, operation.branchId, edits, first, at)
    return first
  }
  const field = productField(fieldOf(operation))
  if (field === null) throw new Error('reorder points are set by their own operation')
  const first = await takePositions(tx, tenantId, [['products', edits.length]])
  await editProducts(tx, tenantId, field, edits, first, at)
  return first
}

/** The field as one of the product's own; null where it is the level's. */
function productField(field: EditedField): Exclude<EditedField, 'reorderPoint'> | null {
  return field === 'reorderPoint' ? null : field
}
