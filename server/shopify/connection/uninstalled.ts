import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { lastHeardOf } from './queries.ts'
import { stopFor } from './stop-for.ts'

/**
 * Shopify told that the app was taken off the shop. Told late, it is nothing: the shop has answered us since.
 *
 * @param at when it happened
 */
export async function uninstalled(tx: Tx, deps: Deps, tenantId: string, at: Date): Promise<void> {
  const heard = await lastHeardOf(tx, tenantId)
  if (heard === undefined || heard > at) return
  await stopFor(tx, deps, tenantId, {
    kind: 'gone',
    code: 'app/uninstalled',
    message: 'The app was taken off the shop. Install it again in Shopify, then enter its credentials here.',
  })
}
