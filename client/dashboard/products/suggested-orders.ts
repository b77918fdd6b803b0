import { account } from '../../app/app-parts.ts'
import { readWholeReorder } from '../../reorder/read-reorder.ts'
import type { ProductSource } from './product-source.ts'

/** So long an answer is good enough. Milliseconds. */
const FRESH = 5 * 60_000

const askedAt = new WeakMap<ProductSource, number>()

/**
 * Asks the server what to order of each product, the first time that somebody looks: nobody else need wait for it. Where
 * there is no network the column stays empty.
 */
export function askForOrders(source: ProductSource): void {
  const now = performance.now()
  if (now - (askedAt.get(source) ?? Number.NEGATIVE_INFINITY) < FRESH) return
  askedAt.set(source, now)
  // To the end: of a part of it a product's sum over its branches would be too small.
  readWholeReorder('', account.callAs)
    .then(({ rows }) => {
      const orders = new Map<string, number>()
      for (const { productId, order } of rows) orders.set(productId, (orders.get(productId) ?? 0) + order)
      source.suggested(orders)
    })
    .catch(() => askedAt.delete(source))
}
