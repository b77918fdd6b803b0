import { z } from 'zod'
import { Device } from '../../shared/access/session.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { devicesOf } from './queries.ts'

export const ListedDevice = Device.extend({
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  /** When it last pulled, pushed or registered. */
  lastSeenAt: z.string().nullable(),
})
export type ListedDevice = z.infer<typeof ListedDevice>

/**
 * The devices of a branch, or of all branches that the caller may see: STAFF see their own only. In the order in
 * which they were registered.
 *
 * @throws ApiError access/branch
 */
export async function listDevices(
  deps: Deps,
  caller: Caller,
  branchId: string | null,
): Promise<ListedDevice[]> {
  const own = caller.role === 'STAFF' ? caller.branchId : null
  if (own !== null && branchId !== null && branchId !== own) throw new ApiError('access/branch')
  const devices = await devicesOf(deps.database.tenant(caller.tenantId), caller.tenantId, branchId ?? own)
  return devices.map((device) => ({
    ...device,
    createdAt: device.createdAt.toISOString(),
    revokedAt: device.revokedAt?.toISOString() ?? null,
    lastSeenAt: device.lastSeenAt?.toISOString() ?? null,
  }))
}
