import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { noteShop } from './note-shop.ts'
import { forgetShop, lockConnection } from './queries.ts'

/**
 * Ends a connection. Orders and products stay as they are; what belonged to what is forgotten, with whatever was still
 * to be told.
 *
 * @throws ApiError shopify/not-connected
 */
export async function disconnectShop(tx: Tx, deps: Deps, caller: Caller): Promise<void> {
  const connection = await lockConnection(tx, caller.tenantId)
  if (!connection) throw new ApiError('shopify/not-connected')
  const untold = await forgetShop(tx, caller.tenantId)
  await noteShop(tx, deps, caller, 'shopify.disconnected', connection.domain, {
    shopName: connection.shopName,
    untold,
  })
}
