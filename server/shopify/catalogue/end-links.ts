import { writeAudit } from '../../audit/write-audit.ts'
import { holdForMerge, mergeProducts } from '../../catalog/merge-products.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import { clearRefusals, endLinks, standingLinks } from './queries.ts'

const A_COMMIT = 150

/**
 * Ends the links of variants that are no longer there. Our products stay, to be sold in the shops.
 *
 * @param variantIds those that are still there
 */
export async function endLinksBut(
  { deps, tenantId }: Pick<Shop, 'deps' | 'tenantId'>,
  { connectedBy }: Connection,
  shopProductId: string,
  variantIds: readonly string[],
): Promise<void> {
  for (let more = true; more;) {
    more = await inTransaction(deps.database.tenant(tenantId), async (tx) => {
      const ended = await standingLinks(tx, tenantId, shopProductId, variantIds, A_COMMIT)
      if (variantIds.length === 0) await clearRefusals(tx, tenantId, [shopProductId])
      if (ended.length === 0) return false
      const at = new Date(deps.now()).toISOString()
      const products = await holdForMerge(
        tx,
        tenantId,
        ended.map(({ productId }) => productId),
      )
      await endLinks(
        tx,
        tenantId,
        ended.map(({ variantId }) => variantId),
        at,
      )
      await writeAudit(
        tx,
        tenantId,
        ended.map(({ variantId, productId }) => ({
          id: deps.newId(),
          at,
          actorId: connectedBy,
          deviceId: null,
          action: 'shopify.variant-gone',
          subject: 'products',
          subjectId: productId,
          details: { variantId, shopProductId },
        })),
      )
      await mergeProducts(
        tx,
        deps,
        { tenantId, userId: connectedBy },
        products.map((product) => ({ product: { ...product, shopifyVariantId: null }, assumed: product })),
      )
      return ended.length === A_COMMIT
    })
    deps.news.logMoved(tenantId)
  }
}
