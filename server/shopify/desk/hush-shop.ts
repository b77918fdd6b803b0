import type { Deps } from '../../deps.ts'
import type { Caller } from '../../http/caller.ts'
import { endSubscriptions } from '../connection/check-subscriptions.ts'
import { connectionOf } from '../connection/queries.ts'
import { shopApiOf } from '../connection/shop-api-of.ts'

/** So long Shopify is given: whoever parts from a shop that does not answer parts all the same. Milliseconds. */
const PATIENCE = 5_000

/** Has the shop tell us nothing any more, where it can be asked. */
export async function hushShop(deps: Deps, { tenantId }: Caller): Promise<void> {
  const connection = await connectionOf(deps.database.tenant(tenantId), tenantId)
  if (!connection || connection.state === 'uninstalled' || connection.state === 'refused') return
  const api = shopApiOf(deps, connection)
  if (api) await endSubscriptions({ deps, tenantId, api, signal: AbortSignal.timeout(PATIENCE) })
}
