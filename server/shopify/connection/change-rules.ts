import type { ShopRules } from '../../../shared/shopify/connection.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { noteShop } from './note-shop.ts'
import { lockConnection, writeRules } from './queries.ts'

/**
 * Says who decides on which field, and whose stock a first meeting begins with. Decisions made before stay.
 *
 * @throws ApiError shopify/not-connected
 */
export async function changeRules(tx: Tx, deps: Deps, caller: Caller, change: ShopRules): Promise<void> {
  const { tenantId } = caller
  const connection = await lockConnection(tx, tenantId)
  if (!connection) throw new ApiError('shopify/not-connected')
  const before = { owners: connection.owners, openingStock: connection.openingStock }
  const after = {
    owners: { ...before.owners, ...change.owners },
    openingStock: change.openingStock ?? before.openingStock,
  }
  await writeRules(tx, tenantId, after)
  await noteShop(tx, deps, caller, 'shopify.rules-changed', connection.domain, { before, after })
}
