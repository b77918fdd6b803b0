import type { FailedCall } from '../shopify/api/failed-call.ts'
import { openShopApi } from '../shopify/api/open-shop-api.ts'
import type { ShopApi } from '../shopify/api/shop-api.ts'
import { shopFetch } from './shop-fetch.ts'
import type { TestShopify } from './test-shopify.ts'

/** The real client of a sandbox, on the sandbox's clock: whoever waits for the budget turns it. */
export function testShopApi(
  shopify: TestShopify,
  options: { secret?: string; patience?: number; shopFetch?: typeof fetch } = {},
): ShopApi & { failed: FailedCall[] } {
  const failed: FailedCall[] = []
  const { app, shop } = shopify.world.state
  const api = openShopApi({
    domain: shop.domain,
    clientId: app.clientId,
    secret: app.secrets[0] ?? '',
    shopFetch: shopFetch(shopify),
    now: shopify.clock.now,
    sleep: (milliseconds, signal) =>
      signal?.aborted === true ? Promise.resolve() : shopify.clock.advance(milliseconds),
    note: (call) => failed.push(call),
    patience: 5_000,
    ...options,
  })
  return { ...api, failed }
}
