import type { ConnectShop } from '../../../shared/shopify/connection.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import type { ShopFacts } from './ask-shop.ts'
import { noteShop } from './note-shop.ts'
import { connectionOf, insertConnection, lockCurrency, writeLocations } from './queries.ts'
import { seal } from './seal.ts'

/**
 * Connects a business to a shop that has answered with these credentials. Nothing is imported and nothing told yet:
 * the shop hears of what changes here from now on, and its orders are booked from now on.
 *
 * @param facts what `askShop` was told
 * @throws ApiError shopify/connected, shopify/other-shop, shopify/other-currency, shopify/taken
 */
export async function connectShop(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  { domain, clientId, secret }: ConnectShop,
  facts: ShopFacts,
): Promise<void> {
  const { tenantId, userId } = caller
  // Of two admins who connect at once, the second waits here and sees the first one's shop.
  const currency = await lockCurrency(tx, tenantId)
  if (await connectionOf(tx, tenantId)) throw new ApiError('shopify/connected')
  if (facts.domain !== domain) throw new ApiError('shopify/other-shop', { domain: facts.domain })
  if (facts.currency !== currency)
    throw new ApiError('shopify/other-currency', { shop: facts.currency, business: currency })
  const inserted = await insertConnection(tx, {
    tenantId,
    domain,
    clientId,
    sealedSecret: seal(deps.secret, tenantId, secret),
    shopName: facts.name,
    currency,
    digits: decimalsOf(currency),
    deviceId: deps.newId(),
    connectedBy: userId,
    at: new Date(deps.now()),
  })
  if (!inserted) throw new ApiError('shopify/taken')
  await writeLocations(tx, tenantId, facts.locations)
  await noteShop(tx, deps, caller, 'shopify.connected', domain, { shopName: facts.name, clientId })
}

function decimalsOf(currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return maximumFractionDigits
}
