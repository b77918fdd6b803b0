import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import { stopFor } from '../connection/stop-for.ts'
import { resolveOldSend } from './resolve-send.ts'
import { sendCancel } from './send-cancel.ts'
import { sendLevels } from './send-levels.ts'
import { sendRefund } from './send-refund.ts'
import { beginSend, dueSends, putOffSend } from './send-queries.ts'
import type { Send } from './send-queries.ts'

/** What came of an attempt: the send has ended, or it is not known whether it did. */
export type Attempt = { kind: 'ended' } | { kind: 'unknown'; fault: CallFault }

/** Sends that one step tells. */
const MOST = 10
/** Minutes after which an attempt is made again; behind the last one it is for a person (4.3). */
const AGAIN_MINUTES = [1, 5, 15]
/** Shopify forgets a key after 24 hours: a repeat would be done a second time. */
const KEY_IS_GOOD_MS = 23 * 3_600_000

/**
 * Tells Shopify what waits and is due: what was never told, and what was and was not answered, by the same key and the
 * same arguments. What is too old for its key is looked up instead.
 *
 * @returns whether something was told; undefined where Shopify cannot be told anything now
 */
export async function sendDue(shop: Shop, connection: Connection): Promise<boolean | undefined> {
  const { deps, tenantId } = shop
  const db = deps.database.tenant(tenantId)
  const due = await dueSends(db, tenantId, new Date(deps.now()), MOST)
  for (const send of due) {
    if (shop.signal.aborted) return undefined
    const attempt = await attemptSend(shop, connection, send)
    if (attempt.kind === 'ended') continue
    const { kind, code, message } = attempt.fault
    if (kind === 'refused' || kind === 'gone') {
      await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, attempt.fault))
      return undefined
    }
    await inTransaction(db, (tx) =>
      putOffSend(tx, tenantId, send.id, nextTry(send, { code, message }, deps.now())),
    )
  }
  return due.length > 0
}

async function attemptSend(shop: Shop, connection: Connection, send: Send): Promise<Attempt> {
  const { deps, tenantId } = shop
  const { payload, firstTriedAt } = send
  if (payload.kind === 'cancel') return sendCancel(shop, { ...send, payload })
  if (firstTriedAt !== null && deps.now() - firstTriedAt.getTime() > KEY_IS_GOOD_MS)
    return resolveOldSend(shop, connection, send)
  if (payload.kind === 'refund') return sendRefund(shop, connection, { ...send, payload })
  await inTransaction(deps.database.tenant(tenantId), (tx) =>
    beginSend(tx, tenantId, send, new Date(deps.now())),
  )
  return sendLevels(shop, { ...send, payload })
}

/** When a send is tried again that came to nothing that is known. */
function nextTry({ attempts }: Send, fault: { code: string; message: string }, now: number) {
  const minutes = AGAIN_MINUTES[attempts]
  const nextTryAt = minutes === undefined ? null : new Date(now + minutes * 60_000)
  return { attempts: attempts + 1, nextTryAt, fault }
}
