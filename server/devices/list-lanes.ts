import type { BranchLanes } from '../../shared/branches/lanes.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { listDevices } from './list-devices.ts'
import { hasBranch } from './queries.ts'

/** A lane that nobody has seen for so long sells nothing any more, though nobody revoked it. Milliseconds. */
const given = 14 * 86_400_000

/**
 * The lanes of a branch that may be selling now, for a till that goes offline: whom it cannot hear, and with how many
 * it shares the shelf.
 *
 * @throws ApiError access/branch, branch/unknown
 */
export async function listLanes(deps: Deps, caller: Caller, branchId: string): Promise<BranchLanes> {
  const now = deps.now()
  const devices = await listDevices(deps, caller, branchId)
  const isKnown = await hasBranch(deps.database.tenant(caller.tenantId), caller.tenantId, branchId)
  if (!isKnown) throw new ApiError('branch/unknown', { branchId })
  const lanes = devices
    .filter(({ revokedAt, lastSeenAt }) => revokedAt === null && now - Date.parse(lastSeenAt ?? '') < given)
    .map(({ id, name, code, lastSeenAt }) => ({ id, name, code, lastSeenAt }))
  return { lanes, at: new Date(now).toISOString() }
}
