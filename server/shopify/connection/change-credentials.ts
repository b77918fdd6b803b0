import type { ShopCredentials } from '../../../shared/shopify/connection.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import type { ShopFacts } from './ask-shop.ts'
import { noteShop } from './note-shop.ts'
import { lockConnection, writeCredentials, writeLocations } from './queries.ts'
import { seal, unseal } from './seal.ts'

/** For as long a webhook may still be signed with the former secret. */
export const FORMER_SECRET_MS = 7 * 24 * 60 * 60 * 1_000

/**
 * Gives a connection another client id or secret, with which the same shop has answered. What was signed with the
 * former secret is believed for seven days. A shop that had refused us is on again.
 *
 * @throws ApiError shopify/not-connected, shopify/other-shop
 */
export async function changeCredentials(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  { clientId, secret }: ShopCredentials,
  facts: ShopFacts,
): Promise<void> {
  const { tenantId } = caller
  const before = await lockConnection(tx, tenantId)
  if (!before) throw new ApiError('shopify/not-connected')
  if (facts.domain !== before.domain) throw new ApiError('shopify/other-shop', { domain: facts.domain })
  const isSame = unseal(deps.secret, tenantId, before.sealedSecret) === secret
  const state = before.state === 'refused' || before.state === 'uninstalled' ? 'on' : before.state
  await writeCredentials(tx, tenantId, {
    clientId,
    state,
    shopName: facts.name,
    at: new Date(deps.now()),
    ...(isSame
      ? {}
      : {
          sealedSecret: seal(deps.secret, tenantId, secret),
          sealedFormerSecret: before.sealedSecret,
        }),
  })
  await writeLocations(tx, tenantId, facts.locations)
  await noteShop(tx, deps, caller, 'shopify.credentials-changed', before.domain, {
    clientId: { before: before.clientId, after: clientId },
    isNewSecret: !isSame,
  })
}
