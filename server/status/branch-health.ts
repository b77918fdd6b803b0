import { isOpen } from '../../shared/branches/is-open.ts'
import type { BranchesHealth } from '../../shared/status/branch-health.ts'
import { appVersion } from '../../shared/version.ts'
import { listBranches } from '../branches/list-branches.ts'
import type { Deps } from '../deps.ts'
import { lanesHealth } from '../devices/lanes-health.ts'

/**
 * How every lane of a business does, by branch; branches by code, lanes as they were registered. Of a closed branch only
 * a lane that still has something to send is anybody's concern.
 */
export async function branchesHealth(deps: Deps, tenantId: string): Promise<BranchesHealth> {
  const [branches, lanes] = await Promise.all([listBranches(deps, tenantId), lanesHealth(deps, tenantId)])
  return {
    at: new Date(deps.now()).toISOString(),
    version: appVersion,
    branches: branches.flatMap(({ id, code, name, settings }) => {
      const stands = isOpen({ settings })
      const ofBranch = lanes.filter(({ branchId }) => branchId === id).map(({ lane }) => lane)
      const shown = ofBranch.filter(({ report }) => stands || (report?.waiting ?? 0) > 0)
      return stands || shown.length > 0 ? [{ id, code, name, lanes: shown }] : []
    }),
  }
}
