import type { CaseStory } from '../../shared/conflicts/desk-case.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { caseById, takersOf, trailOf } from './queries.ts'

/**
 * How a case came about and what was done about it: who had the stock before it, and its trail, which is append-only.
 *
 * @throws ApiError case/unknown
 */
export async function tellCase(deps: Deps, tenantId: string, id: string): Promise<CaseStory> {
  const tx = deps.database.tenant(tenantId)
  const found = await caseById(tx, tenantId, id)
  if (!found) throw new ApiError('case/unknown')
  const { branchId, productIds, detectedAt } = found
  const takers = await takersOf(tx, tenantId, { branchId, productIds, before: detectedAt })
  return { takers, trail: await trailOf(tx, tenantId, id) }
}
