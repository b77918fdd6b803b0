import type { Known } from '../../shared/inventory/ledger.ts'
import type { Deps } from '../deps.ts'
import { laneById } from '../devices/lane-by-id.ts'
import { ApiError } from '../http/api-error.ts'
import { ownBehind, toldBy } from './ledger-queries.ts'

/**
 * What a lane knew of a product at a moment, as far as its sync log and the ledger can tell.
 *
 * @throws ApiError device/unknown
 */
export async function whatALaneKnew(
  deps: Deps,
  tenantId: string,
  productId: string,
  { branchId, deviceId, at }: { branchId: string; deviceId: string; at: string },
): Promise<Known> {
  const db = deps.database.tenant(tenantId)
  if (!(await laneById(db, tenantId, deviceId))) throw new ApiError('device/unknown')
  const key = { productId, branchId }
  const told = await toldBy(db, tenantId, key, deviceId, new Date(at))
  if (!told) return { at, told: null, shelf: null, own: 0 }
  const own = await ownBehind(db, tenantId, key, deviceId, new Date(at), told.reached)
  return { at, told: { at: told.at.toISOString(), reached: told.reached }, shelf: told.shelf, own }
}
