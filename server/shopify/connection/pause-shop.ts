import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { noteShop } from './note-shop.ts'
import { lockConnection, writeState } from './queries.ts'

/**
 * From now on nothing goes to the shop and nothing of its is booked. What happens meanwhile is not lost: webhooks are
 * kept, and the log remembers what changed.
 *
 * @throws ApiError shopify/not-connected, shopify/not-on
 */
export async function pauseShop(tx: Tx, deps: Deps, caller: Caller): Promise<void> {
  await move(tx, deps, caller, {
    from: 'on',
    to: 'paused',
    action: 'shopify.paused',
    refusal: 'shopify/not-on',
  })
}

/**
 * Goes on where it was paused.
 *
 * @throws ApiError shopify/not-connected, shopify/not-paused
 */
export async function resumeShop(tx: Tx, deps: Deps, caller: Caller): Promise<void> {
  await move(tx, deps, caller, {
    from: 'paused',
    to: 'on',
    action: 'shopify.resumed',
    refusal: 'shopify/not-paused',
  })
}

async function move(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  {
    from,
    to,
    action,
    refusal,
  }: {
    from: 'on' | 'paused'
    to: 'on' | 'paused'
    action: string
    refusal: 'shopify/not-on' | 'shopify/not-paused'
  },
): Promise<void> {
  const connection = await lockConnection(tx, caller.tenantId)
  if (!connection) throw new ApiError('shopify/not-connected')
  if (connection.state === to) return
  if (connection.state !== from) throw new ApiError(refusal, { state: connection.state })
  await writeState(tx, caller.tenantId, to, null)
  await noteShop(tx, deps, caller, action, connection.domain, {})
}
