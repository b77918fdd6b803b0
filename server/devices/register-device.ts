import type { Device, DeviceBody } from '../../shared/access/session.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { laneById } from './lane-by-id.ts'
import { highestLane, insertDevice, isCodeTaken, lockBranch, touchDevices } from './queries.ts'

/**
 * Makes a browser profile a lane of a branch, with the branch's next code. The id is the device's own: repeating it
 * gives the device as it was registered first, whatever name comes with it. A lane that was here before a restore brings
 * the code of its receipts, and keeps it where it is nobody else's (E3): two lanes of one code would number alike.
 *
 * @throws ApiError access/branch, branch/unknown, branch/closed, device/elsewhere, device/revoked
 */
export async function registerDevice(tx: Tx, deps: Deps, caller: Caller, body: DeviceBody): Promise<Device> {
  const { tenantId, userId } = caller
  const { id, name, branchId } = body
  if (caller.role === 'STAFF' && caller.branchId !== branchId) throw new ApiError('access/branch')
  const branch = await lockBranch(tx, tenantId, branchId)
  if (branch === 'unknown') throw new ApiError('branch/unknown')
  const at = new Date(deps.now())
  const known = await laneById(tx, tenantId, id)
  if (known) {
    const { revokedAt, ...device } = known
    if (revokedAt) throw new ApiError('device/revoked')
    if (device.branchId !== branchId) throw new ApiError('device/elsewhere')
    await touchDevices(tx, tenantId, [id], at)
    return device
  }
  if (branch === 'closed') throw new ApiError('branch/closed')
  const own = body.code === undefined ? null : { id, name, branchId, code: body.code }
  const device =
    own && !(await isCodeTaken(tx, tenantId, own))
      ? own
      : { id, name, branchId, code: `L${(await highestLane(tx, tenantId, branchId)) + 1}` }
  await insertDevice(tx, { tenantId, device, createdBy: userId, at })
  return device
}
