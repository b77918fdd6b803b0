import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { noteEnd } from './note-end.ts'
import { operationDocument } from './operation-document.ts'
import { endOperation, lockOperation, operationById } from './queries.ts'

/**
 * Ends an operation between two chunks: waits for the one at work, if any, and none begins after it. What was changed
 * stays, and can be undone.
 *
 * @throws ApiError bulk/unknown, bulk/finished
 */
export async function cancelBulk(tx: Tx, deps: Deps, caller: Caller, id: string): Promise<BulkOperation> {
  const { tenantId, userId } = caller
  const row = await lockOperation(tx, tenantId, id)
  if (!row) throw new ApiError('bulk/unknown')
  if (row.finishedAt) throw new ApiError('bulk/finished', { state: row.state })
  const at = new Date(deps.now())
  await endOperation(tx, tenantId, id, 'cancelled', at)
  await noteEnd(tx, deps, tenantId, id, userId)
  const now = await operationById(tx, tenantId, id)
  return operationDocument(now ?? row)
}
