import { z } from 'zod'
import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import { amountOf } from '../mapping/amount.ts'
import { Gid } from '../mapping/ids.ts'
import { ORDER_PAYMENTS, REFUND_ORDER } from './operations.ts'
import { hintOrders } from './order-queries.ts'
import type { Attempt } from './send.ts'
import { beginSend, endSend, putOffSend } from './send-queries.ts'
import type { Payload, Send, SendFault } from './send-queries.ts'
import { userErrorsOf } from './user-errors.ts'

type RefundPayload = Extract<Payload, { kind: 'refund' }>
type RefundSend = Send & { payload: RefundPayload }

const Payments = z.object({
  order: z.nullable(
    z.object({
      netPaymentSet: z.object({ shopMoney: z.object({ amount: z.string() }) }),
      transactions: z.array(
        z.object({ id: z.string(), kind: z.string(), status: z.string(), gateway: z.nullable(z.string()) }),
      ),
    }),
  ),
})
const Made = z.object({ refundCreate: z.object({ refund: z.object({ id: Gid('Refund') }) }) })

/**
 * Gives back pieces of an order that were never handed over, and the money for them. How it was paid is read before the
 * first attempt and kept with the send: a repeat has to be the very same.
 */
export async function sendRefund(shop: Shop, connection: Connection, send: RefundSend): Promise<Attempt> {
  const { api, deps, tenantId, signal } = shop
  const db = deps.database.tenant(tenantId)
  let { payload } = send
  if (payload.input === undefined) {
    const order = `gid://shopify/Order/${payload.orderId}`
    const answer = await api.ask(ORDER_PAYMENTS, { order }, signal)
    if (answer.kind === 'failed') {
      if (answer.fault.kind !== 'never') return { kind: 'unknown', fault: answer.fault }
      return giveUp(shop, send, answer.fault)
    }
    const read = Payments.safeParse(answer.data)
    if (!read.success || read.data.order === null)
      return giveUp(shop, send, { code: 'NOT_FOUND', message: 'Shopify does not have this order any more.' })
    payload = { ...payload, input: inputOf(payload, read.data.order, connection.digits) }
  }
  const said = { id: send.id, payload }
  payload = await inTransaction(db, (tx) => beginSend(tx, tenantId, said, new Date(deps.now())))
  const begun = { ...send, payload }
  const answer = await api.ask(REFUND_ORDER, { input: payload.input, key: keyOf(begun) }, signal)
  if (answer.kind === 'failed') {
    if (answer.fault.kind !== 'never') return { kind: 'unknown', fault: answer.fault }
    return giveUp(shop, begun, answer.fault)
  }
  const [error] = userErrorsOf(answer.data, 'refundCreate')
  const made = Made.safeParse(answer.data)
  if (error !== undefined || !made.success) {
    const { code, message } = error ?? { code: 'shape', message: 'Shopify did not say which refund it made.' }
    return giveUp(shop, begun, { code: code ?? 'refused', message })
  }
  const { id: refundId } = made.data.refundCreate.refund
  await inTransaction(db, async (tx) => {
    await endSend(
      tx,
      tenantId,
      { id: send.id, payload: { ...payload, refundId } },
      null,
      new Date(deps.now()),
    )
    await hintOrders(tx, tenantId, [{ orderId: payload.orderId, name: '' }])
  })
  return { kind: 'ended' }
}

/** The key of a refund; a person who sends one again that was refused does so under another. */
function keyOf({ id, payload: { round = 0 } }: RefundSend): string {
  return round === 0 ? id : `${id}-${round}`
}

/** Money goes back the way the first payment came, no more of it than is there. */
function inputOf(
  { orderId, pieces, amount, note }: RefundPayload,
  { netPaymentSet, transactions }: NonNullable<z.infer<typeof Payments>['order']>,
  digits: number,
): Record<string, unknown> {
  const order = `gid://shopify/Order/${orderId}`
  const paid = transactions.find(
    ({ kind, status }) => status === 'SUCCESS' && (kind === 'SALE' || kind === 'CAPTURE'),
  )
  const back = Math.min(amount, amountOf(netPaymentSet.shopMoney.amount, digits) ?? 0)
  return {
    orderId: order,
    note: note || null,
    refundLineItems: pieces.map(({ lineId, quantity, locationId }) => ({
      lineItemId: `gid://shopify/LineItem/${lineId}`,
      quantity,
      restockType: 'CANCEL',
      locationId: `gid://shopify/Location/${locationId}`,
    })),
    transactions:
      paid && back > 0
        ? [
            {
              orderId: order,
              kind: 'REFUND',
              gateway: paid.gateway ?? 'manual',
              parentId: paid.id,
              amount: (back / 10 ** digits).toFixed(digits),
            },
          ]
        : [],
  }
}

/** For a person: nothing was done, and a repeat would come to the same. */
async function giveUp({ deps, tenantId }: Shop, send: Send, { code, message }: SendFault): Promise<Attempt> {
  await inTransaction(deps.database.tenant(tenantId), (tx) =>
    putOffSend(tx, tenantId, send.id, {
      attempts: send.attempts + 1,
      nextTryAt: null,
      fault: { code, message, isRefused: true },
    }),
  )
  return { kind: 'ended' }
}
