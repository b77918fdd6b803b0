import type { LocationMap } from '../../../shared/shopify/connection.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { noteShop } from './note-shop.ts'
import { branchIds, forgetLevels, locationsOf, lockConnection, meetLevels, writeBranches } from './queries.ts'

/**
 * Says which branch a location stands for. The stock of a location that stands for another one than before is met
 * anew; what was said of it earlier counts no more.
 *
 * @throws ApiError shopify/not-connected, shopify/unknown-location, branch/unknown, shopify/branch-taken
 */
export async function mapLocations(tx: Tx, deps: Deps, caller: Caller, map: LocationMap): Promise<void> {
  const { tenantId } = caller
  const connection = await lockConnection(tx, tenantId)
  if (!connection) throw new ApiError('shopify/not-connected')
  const before = new Map((await locationsOf(tx, tenantId)).map(({ id, branchId }) => [id, branchId]))
  const branches = new Set(await branchIds(tx, tenantId))
  const after = new Map(before)
  for (const { locationId, branchId } of map) {
    if (!before.has(locationId)) throw new ApiError('shopify/unknown-location', { locationId })
    if (branchId !== null && !branches.has(branchId)) throw new ApiError('branch/unknown', { branchId })
    after.set(locationId, branchId)
  }
  const taken = [...after.values()].filter((branchId) => branchId !== null)
  if (new Set(taken).size < taken.length) throw new ApiError('shopify/branch-taken')
  const changed = [...after].filter(([id, branchId]) => before.get(id) !== branchId)
  if (changed.length === 0) return
  const ids = changed.map(([id]) => id)
  await forgetLevels(tx, tenantId, ids)
  await writeBranches(tx, tenantId, changed)
  await meetLevels(tx, tenantId, ids)
  await noteShop(tx, deps, caller, 'shopify.locations-mapped', connection.domain, {
    before: Object.fromEntries(ids.map((id) => [id, before.get(id) ?? null])),
    after: Object.fromEntries(changed),
  })
}
