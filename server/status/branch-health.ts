import type { BranchesHealth } from '../../shared/status/branch-health.ts'
import { appVersion } from '../../shared/version.ts'
import { listBranches } from '../branches/list-branches.ts'
import type { Deps } from '../deps.ts'
import { lanesHealth } from '../devices/lanes-health.ts'

/** How every lane of a business does, by branch; branches by code, lanes as they were registered. */
export async function branchesHealth(deps: Deps, tenantId: string): Promise<BranchesHealth> {
  const [branches, lanes] = await Promise.all([listBranches(deps, tenantId), lanesHealth(deps, tenantId)])
  return {
    at: new Date(deps.now()).toISOString(),
    version: appVersion,
    branches: branches.map(({ id, code, name }) => ({
      id,
      code,
      name,
      lanes: lanes.filter(({ branchId }) => branchId === id).map(({ lane }) => lane),
    })),
  }
}
