import { connectionOf } from '../connection/queries.ts'
import type { Shop, Step } from '../connection/connection.ts'
import { followProducts } from './follow-products.ts'
import { readHinted } from './read-hinted.ts'
import { sendProduct } from './send-product.ts'
import { stepImport } from './step-import.ts'
import { takeWebhooks } from './take-webhooks.ts'

/**
 * Does the next bounded piece of what there is to do about a shop's catalogue: webhooks, what changed here, products
 * to be read, what is to be sent, the import's next page. What is next is read from the database each time, so that
 * whoever goes on after a crash goes on there.
 */
export async function stepCatalogue(shop: Shop): Promise<Step> {
  const connection = await connectionOf(shop.deps.database.tenant(shop.tenantId), shop.tenantId)
  // Figures of a restored database stand still; what its products are called and cost does not wait for that.
  if (!connection || !['on', 'restored'].includes(connection.state)) return 'idle'
  for (const piece of [takeWebhooks, followProducts, readHinted, sendProduct, stepImport])
    if ((await piece(shop, connection)) === 'more') return 'more'
  return 'idle'
}
