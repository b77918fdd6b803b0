import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { Shop } from '../connection/connection.ts'
import { CANCEL_ORDER, ORDER_PAYMENTS } from './operations.ts'
import { hintOrders } from './order-queries.ts'
import type { Attempt } from './send.ts'
import { endSend, putOffSend } from './send-queries.ts'
import type { Payload, Send } from './send-queries.ts'
import { userErrorsOf } from './user-errors.ts'

type CancelSend = Send & { payload: Extract<Payload, { kind: 'cancel' }> }

const Cancelled = z.object({ order: z.nullable(z.object({ cancelledAt: z.nullable(z.string()) })) })

/**
 * Cancels an order: its pieces are available again, and what was paid goes back. It has no key and needs none: an order
 * is cancelled once. What is refused because it is cancelled already is done; anything else is for a person.
 */
export async function sendCancel(shop: Shop, send: CancelSend): Promise<Attempt> {
  const { api, deps, tenantId, signal } = shop
  const { orderId, note } = send.payload
  const order = `gid://shopify/Order/${orderId}`
  const answer = await api.ask(CANCEL_ORDER, { order, staffNote: note || null }, signal)
  if (answer.kind === 'failed' && answer.fault.kind !== 'never')
    return { kind: 'unknown', fault: answer.fault }
  const [error] =
    answer.kind === 'failed'
      ? [answer.fault]
      : userErrorsOf(answer.data, 'orderCancel', 'orderCancelUserErrors')
  let isDone = error === undefined
  if (!isDone) {
    const now = await api.ask(ORDER_PAYMENTS, { order }, signal)
    if (now.kind === 'failed' && now.fault.kind !== 'never') return { kind: 'unknown', fault: now.fault }
    const read = now.kind === 'answered' ? Cancelled.safeParse(now.data).data?.order : undefined
    isDone = read === null || (read?.cancelledAt ?? null) !== null
  }
  await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    if (isDone) {
      await endSend(tx, tenantId, send, null, new Date(deps.now()))
      await hintOrders(tx, tenantId, [{ orderId, name: '' }])
      return
    }
    const fault = { code: error?.code ?? 'refused', message: error?.message ?? '', isRefused: true }
    await putOffSend(tx, tenantId, send.id, { attempts: send.attempts + 1, nextTryAt: null, fault })
  })
  return { kind: 'ended' }
}
