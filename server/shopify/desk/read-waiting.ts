import type { ShopWaiting } from '../../../shared/shopify/waiting.ts'
import type { Deps } from '../../deps.ts'
import { faultOf } from './fault-of.ts'
import { deadWebhooks, faultyOrders, openSends, refusedLevels, refusedProducts } from './waiting-queries.ts'

/** So many of each kind: who has more has one cause for most of them. */
const SHOWN = 100

/** What waits between a business and its shop: to be sent, to be read, to be mended by somebody. */
export async function readWaiting(deps: Deps, tenantId: string): Promise<ShopWaiting> {
  const db = deps.database.tenant(tenantId)
  const [sends, webhooks, orders, products, levels] = await Promise.all([
    openSends(db, tenantId, SHOWN),
    deadWebhooks(db, tenantId, SHOWN),
    faultyOrders(db, tenantId, SHOWN),
    refusedProducts(db, tenantId, SHOWN),
    refusedLevels(db, tenantId, SHOWN),
  ])
  return {
    at: new Date(deps.now()).toISOString(),
    sends: sends.map((row) => ({ ...row, ...triesOf(row), createdAt: row.createdAt.toISOString() })),
    webhooks: webhooks.map(({ fault, receivedAt, ...row }) => ({
      ...row,
      fault: faultOf(fault),
      receivedAt: receivedAt.toISOString(),
    })),
    orders: orders.map((row) => ({ ...row, ...triesOf(row) })),
    products: products.map((row) => ({ ...row, at: row.at.toISOString() })),
    levels: levels.map(({ itemId, locationId, sku, title, location, refused }) => ({
      id: `${itemId}-${locationId}`,
      sku,
      title,
      location: location ?? locationId,
      ...(faultOf(refused) ?? { code: '', message: '' }),
    })),
  }
}

function triesOf({ nextTryAt, fault }: { nextTryAt: Date | null; fault: unknown }) {
  return { nextTryAt: nextTryAt?.toISOString() ?? null, fault: faultOf(fault) }
}
