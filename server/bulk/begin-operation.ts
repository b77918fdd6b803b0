import type { BulkOperation, StartBody } from '../../shared/bulk/bulk-operation.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { keepChanged, keepFailed } from './chunks.ts'
import { UNDO_MS, canRetry, canUndo, operationDocument } from './operation-document.ts'
import { insertOperation, isBeingUndone, lockOperation, operationById, setTotal } from './queries.ts'
import type { NewOperation, OperationRow } from './queries.ts'
import { refuseSenseless } from './refuse-senseless.ts'
import { keepSelected } from './selected-products.ts'

/**
 * Puts an operation into the business's queue, in the caller's transaction: which products it is about stands from
 * now on, whatever changes until its turn comes.
 *
 * @throws ApiError bulk/below-zero, bulk/unknown-branch, branch/closed, bulk/selection-empty; bulk/selection-changed
 *   where other products match than in the preview
 */
export async function startBulk(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  { selection, operation, hash }: StartBody,
): Promise<BulkOperation> {
  const { tenantId } = caller
  return begin(tx, deps, caller, { kind: 'edit', sourceId: null, selection, operation }, async (id) => {
    const now = await keepSelected(tx, tenantId, id, selection, perChunk(operation))
    if (now.count === 0) throw new ApiError('bulk/selection-empty')
    if (now.hash !== hash) throw new ApiError('bulk/selection-changed', { count: now.count })
    return now.count
  })
}

/**
 * Tries again what failed of an operation, as an operation of its own; of one that stopped, also what it never came
 * to.
 *
 * @throws ApiError bulk/unknown, bulk/not-finished, bulk/nothing-to-retry, branch/closed
 */
export async function retryBulk(tx: Tx, deps: Deps, caller: Caller, id: string): Promise<BulkOperation> {
  const { tenantId } = caller
  const source = await ended(tx, tenantId, id)
  if (!canRetry(source)) throw new ApiError('bulk/nothing-to-retry')
  const { operation, state } = source
  return begin(
    tx,
    deps,
    caller,
    { kind: 'retry', sourceId: id, selection: null, operation },
    async (retryId) => {
      const count = await keepFailed(tx, tenantId, retryId, id, {
        withRest: state === 'stopped',
        perChunk: perChunk(operation),
      })
      if (count === 0) throw new ApiError('bulk/nothing-to-retry')
      return count
    },
  )
}

/**
 * Puts back what an operation changed, as an operation of its own, within 24 hours of its end. What somebody changed
 * since is left to them.
 *
 * @throws ApiError bulk/unknown, bulk/not-finished, bulk/nothing-to-undo, bulk/undo-too-late, branch/closed
 */
export async function undoBulk(tx: Tx, deps: Deps, caller: Caller, id: string): Promise<BulkOperation> {
  const { tenantId } = caller
  const source = await ended(tx, tenantId, id)
  if (!canUndo(source)) throw new ApiError('bulk/nothing-to-undo')
  if ((source.finishedAt?.getTime() ?? 0) + UNDO_MS < deps.now()) throw new ApiError('bulk/undo-too-late')
  if (await isBeingUndone(tx, tenantId, id)) throw new ApiError('bulk/not-finished')
  const { operation } = source
  return begin(tx, deps, caller, { kind: 'undo', sourceId: id, selection: null, operation }, (undoId) =>
    keepChanged(tx, tenantId, undoId, id),
  )
}

/** Products of one commit: 500 rows at most are written in it (L6), and a count is a movement and a level. */
function perChunk({ kind }: Operation): number {
  return kind === 'recount' || kind === 'recount-each' ? 250 : 500
}

async function ended(tx: Tx, tenantId: string, id: string): Promise<OperationRow> {
  const source = await lockOperation(tx, tenantId, id)
  if (!source) throw new ApiError('bulk/unknown')
  if (!source.finishedAt) throw new ApiError('bulk/not-finished')
  return source
}

async function begin(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  what: Pick<NewOperation, 'kind' | 'sourceId' | 'selection' | 'operation'>,
  keepChunks: (id: string) => Promise<number>,
): Promise<BulkOperation> {
  await refuseSenseless(tx, tenantId, what.operation)
  const id = deps.newId()
  const at = new Date(deps.now())
  await insertOperation(tx, tenantId, { ...what, id, createdBy: userId, createdAt: at })
  const total = await keepChunks(id)
  await setTotal(tx, tenantId, id, total)
  const { kind, sourceId, selection, operation } = what
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: at.toISOString(),
      actorId: userId,
      deviceId: null,
      action: `bulk.${kind}`,
      subject: 'bulkOperations',
      subjectId: id,
      details: { operation, total, ...(selection ? { selection } : {}), ...(sourceId ? { sourceId } : {}) },
    },
  ])
  await deps.jobs.send(tx, 'bulk.run', { tenantId })
  const row = await operationById(tx, tenantId, id)
  if (!row) throw new Error('a bulk operation vanished in its own transaction')
  return operationDocument(row)
}
