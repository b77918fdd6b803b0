import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { takeLevelsBack } from './level-queries.ts'
import { hintOrders } from './order-queries.ts'
import { levelsAfter } from './send-levels.ts'
import { endSend, lockSend, reviveSend } from './send-queries.ts'

/** What a person says of a dead send. */
export type Word =
  /** It is not known whether it arrived: tried again as it was, or looked up where its key is too old. */
  | 'again'
  /** Shopify did it: nothing more to do. */
  | 'done'
  /** Shopify did not do it: told anew, under another key. */
  | 'anew'

/**
 * Lets a dead send go on by hand (4.3). Runs inside the caller's transaction.
 *
 * @returns false where there is no such send, or it is not dead
 */
export async function sendAgain(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  id: string,
  word: Word,
): Promise<boolean> {
  const send = await lockSend(tx, tenantId, id)
  if (send?.state !== 'dead') return false
  const { payload } = send
  const at = new Date(deps.now())
  if (payload.kind === 'cancel' || payload.kind === 'refund') {
    if (word === 'done') {
      await endSend(tx, tenantId, send, send.fault, at)
      await hintOrders(tx, tenantId, [{ orderId: payload.orderId, name: '' }])
    } else await reviveSend(tx, tenantId, send, word === 'anew' || send.fault?.isRefused === true)
    return true
  }
  if (word === 'again') {
    await reviveSend(tx, tenantId, send, false)
    return true
  }
  const anew = { code: 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED', field: null, message: 'Told anew by hand.' }
  await takeLevelsBack(tx, tenantId, id, levelsAfter(payload, word === 'done' ? [] : [anew], at))
  await endSend(tx, tenantId, send, send.fault, at)
  return true
}
