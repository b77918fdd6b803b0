import type { Branch } from '../../shared/branches/branch.ts'
import type { Deps } from '../deps.ts'
import { branchesOf } from './queries.ts'

/** The branches of a business with every setting, defaults filled in. `seq` is the version that a change starts from. */
export async function listBranches(deps: Deps, tenantId: string): Promise<Branch[]> {
  return await branchesOf(deps.database.tenant(tenantId), tenantId)
}
