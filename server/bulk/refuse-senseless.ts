import { faultOfOperation } from '../../shared/bulk/fault-of-operation.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import { branchById } from '../branches/branch-by-id.ts'
import type { Tx } from '../database/database.ts'
import { ApiError } from '../http/api-error.ts'

/**
 * Refuses what could be right for no product: nothing is counted or ordered at a branch that was closed, by whatever
 * page or script asks for it.
 *
 * @throws ApiError bulk/below-zero, bulk/below-nothing, bulk/unknown-branch, branch/closed
 */
export async function refuseSenseless(tx: Tx, tenantId: string, operation: Operation): Promise<void> {
  const fault = faultOfOperation(operation)
  if (fault) throw new ApiError(fault)
  if (!('branchId' in operation)) return
  const branch = await branchById(tx, tenantId, operation.branchId)
  if (!branch) throw new ApiError('bulk/unknown-branch')
  if (branch.settings.closedAt !== null) throw new ApiError('branch/closed')
}
