import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import type { CallFault } from '../api/shop-api.ts'
import { noteShop } from './note-shop.ts'
import { lockConnection, writeState } from './queries.ts'

/**
 * Stops a connection for what Shopify answered: nothing is asked any more until an admin has done something about it.
 * Faults that pass, or that are of one operation alone, stop nothing.
 *
 * @returns whether it stands still now
 */
export async function stopFor(tx: Tx, deps: Deps, tenantId: string, fault: CallFault): Promise<boolean> {
  if (fault.kind !== 'refused' && fault.kind !== 'gone') return false
  const connection = await lockConnection(tx, tenantId)
  if (!connection) return true
  const state = fault.kind === 'gone' ? 'uninstalled' : 'refused'
  if (connection.state === state) return true
  await writeState(tx, tenantId, state, { ...fault, at: new Date(deps.now()).toISOString() })
  await noteShop(tx, deps, { tenantId, userId: null }, `shopify.${state}`, connection.domain, {
    code: fault.code,
    message: fault.message,
  })
  return true
}
