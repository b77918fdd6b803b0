import type { Operation } from '../../shared/bulk/operation.ts'
import { fieldOf } from '../../shared/bulk/operation.ts'
import { editProducts, holdProducts } from '../catalog/edit-products.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { holdReorderPoints, setReorderPoints } from '../inventory/reorder-points.ts'
import { takePositions } from '../log/take-positions.ts'
import { decideChunk } from './decide-chunk.ts'
import type { ChunkDecision, ProductNow } from './decide-chunk.ts'
import { noteEnd } from './note-end.ts'
import { holdNextChunk, keepChunk } from './queries.ts'

/**
 * Does the next chunk of an operation in the caller's transaction, at most 500 products (L6): gather under locks,
 * decide, take positions, write. What the chunk did is committed with it or not at all, so that whoever goes on after
 * a crash does no row twice.
 *
 * @returns whether there may be another one
 */
export async function runChunk(tx: Tx, deps: Deps, tenantId: string, id: string): Promise<boolean> {
  const chunk = await holdNextChunk(tx, tenantId, id)
  if (!chunk) return false
  const { operation } = chunk
  const now = await gather(tx, tenantId, operation, chunk.ids)
  const decision = decideChunk(operation, chunk, now)
  const at = new Date(deps.now())
  const firstSeq = await write(tx, tenantId, operation, decision, at.toISOString())
  const { state } = await keepChunk(
    tx,
    tenantId,
    id,
    {
      number: chunk.number,
      changedIds: decision.edits.map((edit) => edit.id),
      firstSeq,
      before: decision.edits.map((edit) => edit.before),
      unchanged: decision.unchanged,
      failures: decision.failures,
    },
    at,
  )
  if (state === 'running') return true
  await noteEnd(tx, deps, tenantId, id, chunk.createdBy)
  return false
}

async function gather(
  tx: Tx,
  tenantId: string,
  operation: Operation,
  ids: readonly string[],
): Promise<Map<string, ProductNow>> {
  const products = await holdProducts(tx, tenantId, ids)
  const points =
    operation.kind === 'reorder-point'
      ? await holdReorderPoints(tx, tenantId, operation.branchId, ids)
      : new Map<string, number | null>()
  return new Map(
    products.map((product) => [product.id, { ...product, reorderPoint: points.get(product.id) ?? null }]),
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
  const field = fieldOf(operation)
  if (operation.kind === 'reorder-point' || field === 'reorderPoint') {
    if (operation.kind !== 'reorder-point') throw new Error('reorder points are set by their own operation')
    const first = await takePositions(tx, tenantId, [['stockLevels', edits.length]])
    await setReorderPoints(tx, tenantId, operation.branchId, edits, first, at)
    return first
  }
  const first = await takePositions(tx, tenantId, [['products', edits.length]])
  await editProducts(tx, tenantId, field, edits, first, at)
  return first
}
