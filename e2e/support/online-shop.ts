import type { Deps } from '../../server/deps.ts'
import type { Caller } from '../../server/http/caller.ts'
import { askShop } from '../../server/shopify/connection/ask-shop.ts'
import { connectShop } from '../../server/shopify/connection/connect-shop.ts'
import { mapLocations } from '../../server/shopify/connection/map-locations.ts'
import { startImport } from '../../server/shopify/catalogue/start-import.ts'
import type { ShopApi } from '../../server/shopify/api/shop-api.ts'
import { inTransaction } from '../../server/database/transaction.ts'
import { shopFetch } from '../../server/testing/shop-fetch.ts'
import { testShopApi } from '../../server/testing/shop-api.ts'
import { openTestShopify } from '../../server/testing/test-shopify.ts'
import type { TestShopify } from '../../server/testing/test-shopify.ts'
import type { Node } from './nodes.ts'
import type { SimTenant } from './tenant.ts'

/** An online shop beside the tills of a story, over the same products. */
export type OnlineShop = {
  shopify: TestShopify
  /** The clock of a shop waits for nobody; how it is asked is one for all nodes. */
  api: ShopApi
  /** Variants by our product, and locations by our branch: Shopify's global ids. */
  variants: ReadonlyMap<string, string>
  locations: ReadonlyMap<string, string>
  /** By `branch:product`, what somebody in Shopify's admin has changed there on the whole. */
  edits: Map<string, number>
}

/** Where webhooks are posted to in a story. */
export const PUBLIC_URL = 'https://omnisync.test'
/** Milliseconds that an answer which never comes is waited for. */
const PATIENCE = 30

/** How the nodes of a run reach the shops of its stories: each shop has a name of its own. */
export function shopNetwork() {
  const shops = new Map<string, typeof fetch>()
  const reach: typeof fetch = (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input)
    const found = shops.get(hostname)
    return found ? found(input, init) : Promise.reject(new TypeError('fetch failed'))
  }
  return { reach, add: (domain: string, to: typeof fetch) => void shops.set(domain, to) }
}

/**
 * Opens an online shop with the products of a story, connected and imported as an admin would. Its webhooks come to
 * whichever node runs.
 */
export async function openOnlineShop(
  { id: tenantId, products, branches, lanes }: SimTenant,
  stock: readonly number[],
  nodes: readonly Node[],
  network: ReturnType<typeof shopNetwork>,
  startsAt: number,
): Promise<OnlineShop> {
  const domain = `story-${tenantId}.myshopify.com`
  const shopify = await openTestShopify({
    domain,
    currency: 'USD',
    manualFrom: startsAt,
    limits: { maximumAvailable: 2_000, restoreRate: 1_000 },
    post: async (uri, headers, body) => {
      const node = nodes.find(({ isDown }) => !isDown)
      if (!node) return 0
      const { statusCode } = await node.app.inject({
        method: 'POST',
        url: new URL(uri).pathname,
        headers,
        payload: body,
      })
      return statusCode
    },
    catalogue: {
      locations: branches.map((_, index) => ({ name: `Branch ${index}` })),
      products: products.map(({ sku, price }, index) => ({
        title: sku,
        variants: [
          { sku, price: (price / 100).toFixed(2), available: branches.map(() => stock[index] ?? 0) },
        ],
      })),
    },
  })
  network.add(domain, shopFetch(shopify))
  const { world } = shopify
  const locations = new Map(
    Object.keys(world.state.locations).map((gid, index) => [branches[index] ?? '', gid]),
  )
  const variants = new Map(
    Object.values(world.state.variants).map(({ id, sku }) => [
      products.find((product) => product.sku === sku)?.id ?? '',
      id,
    ]),
  )
  const { deps } = nodes[0]!
  const { caller } = lanes[0]!
  await connect(deps, { ...caller, role: 'ADMIN', branchId: null }, domain, shopify, branches)
  return { shopify, api: testShopApi(shopify, { patience: PATIENCE }), variants, locations, edits: new Map() }
}

async function connect(
  deps: Deps,
  admin: Caller,
  domain: string,
  { world }: TestShopify,
  branches: readonly string[],
): Promise<void> {
  const credentials = { domain, clientId: world.state.app.clientId, secret: world.state.app.secrets[0] ?? '' }
  const facts = await askShop(deps, admin.tenantId, credentials)
  await inTransaction(deps.database.tenant(admin.tenantId), async (tx) => {
    await connectShop(tx, deps, admin, credentials, facts)
    const map = facts.locations.map(({ id }, index) => ({
      locationId: id,
      branchId: branches[index] ?? null,
    }))
    await mapLocations(tx, deps, admin, map)
    await startImport(tx, deps, admin, 'full')
  })
}
