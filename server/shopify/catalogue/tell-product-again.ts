import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { hintProducts } from './hint-queries.ts'
import { takeDeadSend } from './send-queries.ts'

/**
 * Lets something that Shopify was to be told of a product, and that is dead, go on by hand: both sides are compared
 * as they are now, and what still differs is sent anew.
 *
 * @param id of a send of the kinds `product` and `variants`
 * @returns false where there is no such send, or it is not dead
 */
export async function tellProductAgain(tx: Tx, deps: Deps, tenantId: string, id: string): Promise<boolean> {
  const shopProductId = await takeDeadSend(tx, tenantId, id)
  if (shopProductId === undefined) return false
  await hintProducts(tx, tenantId, [shopProductId], new Date(deps.now()).toISOString())
  return true
}
