import { productsSince } from '../../catalog/products-by-code.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Shop, Step } from '../connection/connection.ts'
import { hintProducts, moveProductsSeq, productsSeq } from './hint-queries.ts'
import { linksOfProducts } from './queries.ts'
import { TOLD_FIELDS, isSame } from './told-fields.ts'

const AT_ONCE = 500

/**
 * Reads what changed among our products since the last look, by the positions of the log, and has those looked at
 * that are not as Shopify has them. What was taken over from there is, and so is nobody's news.
 */
export async function followProducts({ deps, tenantId }: Shop): Promise<Step> {
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const seq = await productsSeq(tx, tenantId)
    const changed = await productsSince(tx, tenantId, seq, AT_ONCE)
    const last = changed.at(-1)
    if (!last) return 'idle'
    const products = new Map(changed.map((product) => [product.id, product]))
    const links = await linksOfProducts(tx, tenantId, [...products.keys()])
    const hinted = links.filter(({ productId, base }) => {
      const product = products.get(productId)
      if (!product || product._deleted) return false
      return base === null || TOLD_FIELDS.some((field) => !isSame(base[field], product[field]))
    })
    await hintProducts(
      tx,
      tenantId,
      hinted.map(({ shopProductId }) => shopProductId),
      new Date(deps.now()).toISOString(),
    )
    await moveProductsSeq(tx, tenantId, last.seq)
    return 'more'
  })
}
