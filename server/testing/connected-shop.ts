import { parse, validate } from 'graphql'
import type { ShopApi } from '../shopify/api/shop-api.ts'
import { seal } from '../shopify/connection/seal.ts'
import { numberOfGid } from '../shopify/sandbox/store/gid.ts'
import { testShopApi } from './shop-api.ts'
import { TEST_SECRET } from './test-node.ts'
import type { TestDatabase } from './test-database.ts'
import type { TestShop } from './test-shop.ts'
import { openTestShopify, wholeSchema } from './test-shopify.ts'
import type { TestShopify } from './test-shopify.ts'

export type ConnectedShop = {
  shopify: TestShopify
  api: ShopApi
  /** The numbers of its locations, in the order of the catalogue. */
  locations: string[]
}

/**
 * Connects a business of a test to a sandbox: its first location is Downtown, its second Riverside. Nothing is
 * imported yet. The API is the real client's, on the sandbox's clock.
 */
export async function connectTestShop(
  { query }: TestDatabase,
  { tenantId, branches, users }: TestShop,
  shopify?: TestShopify,
): Promise<ConnectedShop> {
  const opened = shopify ?? (await openTestShopify())
  const { shop } = opened.world.state
  const locations = Object.keys(opened.world.state.locations).map((gid) => numberOfGid(gid).toString())
  await query(
    `insert into shopify_connections (tenant_id, domain, client_id, secret, shop_name, currency, digits, state, owners,
       opening_stock, device_id, connected_by, connected_at, reader_epoch, reader_seq, orders_since)
     values ($1, $2, 'sandbox-client-id', $8, $3, $4, 2, 'on', '{}', 'omnisync', $5, $6, $7, 'epoch-1', 0, $7)`,
    [
      tenantId,
      shop.domain,
      shop.name,
      shop.currency,
      crypto.randomUUID(),
      users.admin.id,
      new Date(opened.clock.now()),
      seal(TEST_SECRET, tenantId, opened.world.state.app.secrets[0] ?? ''),
    ],
  )
  for (const [index, id] of locations.entries()) {
    const branchId = [branches.downtown, branches.riverside][index] ?? null
    await query(`insert into shopify_locations values ($1, $2, $3, true, $4)`, [
      tenantId,
      id,
      `Location ${index}`,
      branchId,
    ])
  }
  return { shopify: opened, api: checked(testShopApi(opened)), locations }
}

/** The real client, which says at once where an operation does not fit Shopify's whole schema. */
function checked(api: ShopApi): ShopApi {
  return {
    ...api,
    ask: (operation, variables, signal) => {
      const [wrong] = validate(wholeSchema(), parse(operation.text))
      if (wrong !== undefined) throw new Error(`Shopify's schema refuses ${operation.name}: ${wrong.message}`)
      return api.ask(operation, variables, signal)
    },
  }
}
