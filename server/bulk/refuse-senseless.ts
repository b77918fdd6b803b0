import { faultOfOperation } from '../../shared/bulk/fault-of-operation.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import type { Tx } from '../database/database.ts'
import { ApiError } from '../http/api-error.ts'
import { knowsBranch } from '../inventory/reorder-points.ts'

/**
 * Refuses what could be right for no product.
 *
 * @throws ApiError bulk/below-zero, bulk/below-nothing, bulk/unknown-branch
 */
export async function refuseSenseless(tx: Tx, tenantId: string, operation: Operation): Promise<void> {
  const fault = faultOfOperation(operation)
  if (fault) throw new ApiError(fault)
  if (!('branchId' in operation)) return
  if (!(await knowsBranch(tx, tenantId, operation.branchId))) throw new ApiError('bulk/unknown-branch')
}
