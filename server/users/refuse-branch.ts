import type { Tx } from '../database/database.ts'
import { ApiError } from '../http/api-error.ts'
import { holdBranch } from './queries.ts'

/**
 * Lets somebody work at an open branch only, or at none.
 *
 * @throws ApiError branch/unknown, branch/closed
 */
export async function refuseBranch(tx: Tx, tenantId: string, branchId: string | null): Promise<void> {
  if (branchId === null) return
  const branch = await holdBranch(tx, tenantId, branchId)
  if (!branch) throw new ApiError('branch/unknown')
  if (branch.isClosed) throw new ApiError('branch/closed')
}
