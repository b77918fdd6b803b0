import { z } from 'zod'
import type { ErrorCode } from '../../../shared/errors.ts'
import type { ConnectShop } from '../../../shared/shopify/connection.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import { noteCall } from '../api/note-call.ts'
import { openShopApi } from '../api/open-shop-api.ts'
import type { CallFault } from '../api/shop-api.ts'
import { sleep } from '../api/sleep.ts'
import { Gid } from '../mapping/ids.ts'
import { WHO_ARE_YOU } from './operations.ts'

/** What a shop says of itself. */
export type ShopFacts = {
  domain: string
  name: string
  currency: string
  locations: { id: string; name: string; isActive: boolean }[]
}

/** What we do there: read and write what is sold and where it lies, read orders and give them back. */
const NEEDED = [
  'write_products',
  'write_inventory',
  'read_locations',
  'write_orders',
  'read_merchant_managed_fulfillment_orders',
]

/**
 * Asks a shop who it is, with credentials that nobody has kept yet. Outside any transaction.
 *
 * @throws ApiError shopify/no-shop, shopify/bad-credentials, shopify/not-installed, shopify/missing-rights,
 * shopify/unreachable
 */
export async function askShop(
  deps: Deps,
  tenantId: string,
  { domain, clientId, secret }: ConnectShop,
): Promise<ShopFacts> {
  const { shopFetch, now } = deps
  const note = (call: Parameters<typeof noteCall>[2]): void => void noteCall(deps, tenantId, call)
  const api = openShopApi({ domain, clientId, secret, shopFetch, now, sleep, note, patience: PATIENCE_MS })
  const answer = await api.ask(WHO_ARE_YOU, {}, AbortSignal.timeout(PATIENCE_MS))
  if (answer.kind === 'failed') throw new ApiError(codeOf(answer.fault), { said: answer.fault.message })
  const read = Answer.safeParse(answer.data)
  if (!read.success) throw new ApiError('shopify/unreachable', { said: 'The answer does not read.' })
  const { shop, currentAppInstallation, locations } = read.data
  const missing = missingRights(currentAppInstallation.accessScopes.map(({ handle }) => handle))
  if (missing.length > 0) throw new ApiError('shopify/missing-rights', { missing })
  return {
    domain: shop.myshopifyDomain.toLowerCase(),
    name: shop.name,
    currency: shop.currencyCode,
    locations: locations.nodes,
  }
}

/** The rights that the app has not been given. Who may write may read. */
export function missingRights(given: readonly string[]): string[] {
  return NEEDED.filter(
    (right) => !given.includes(right) && !given.includes(right.replace(/^read_/, 'write_')),
  )
}

/** Less than a request of ours may take (U7). */
const PATIENCE_MS = 8_000

const Answer = z.object({
  shop: z.object({ name: z.string(), myshopifyDomain: z.string(), currencyCode: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  locations: z.object({
    nodes: z.array(z.object({ id: Gid('Location'), name: z.string(), isActive: z.boolean() })),
  }),
})

function codeOf({ kind, code }: CallFault): ErrorCode {
  if (kind === 'refused')
    return code === 'ACCESS_DENIED' ? 'shopify/missing-rights' : 'shopify/bad-credentials'
  if (kind === 'gone') return code === 'http-404' ? 'shopify/no-shop' : 'shopify/not-installed'
  return 'shopify/unreachable'
}
