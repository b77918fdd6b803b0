import type { Gid } from '../store/gid.ts'
import { tellLevels } from '../store/levels.ts'
import type { Order } from '../store/state.ts'
import { orderBody } from '../webhooks/order-body.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer } from './answer.ts'
import { refund } from './refund-order.ts'

export type CancelInput = {
  orderId: Gid
  reason: string
  restock: boolean
  refund?: boolean | null
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null } | null
  staffNote?: string | null
}

/** orderCancel: what was paid goes back where that is asked for, and so does what was set aside. */
export function cancelOrder(world: World, input: CancelInput): Answer {
  const order = world.state.orders[input.orderId]
  if (order === undefined) return refuse('Order does not exist', 'NOT_FOUND')
  if (order.cancelledAt !== null)
    return refuse('Cannot cancel an order that has already been canceled', 'INVALID')
  if (input.refund != null && input.refundMethod != null)
    return refuse('Only one of the arguments `refund` or `refund_method` is allowed.', 'INVALID', 'refund')
  if ((input.staffNote ?? '').length > MOST_NOTE)
    return refuse(
      `Staff note is too long. Maximum length is ${MOST_NOTE} characters.`,
      'INVALID',
      'staffNote',
    )
  if (order.fulfilled) return refuse('Cannot cancel an order that has been fulfilled', 'INVALID')
  const at = world.now()
  order.cancelledAt = at
  order.closedAt = at
  order.cancelReason = input.reason
  order.staffNote = input.staffNote ?? null
  const { levels } = refund(world, order, {
    lines: order.lines
      .filter(({ quantity, removed }) => quantity > removed)
      .map((line) => ({
        line,
        quantity: line.quantity - line.removed,
        restockType: input.restock ? ('CANCEL' as const) : ('NO_RESTOCK' as const),
        locationId: null,
      })),
    amount:
      input.refundMethod?.originalPaymentMethodsRefund === true || input.refund === true ? paidFor(order) : 0,
    note: input.staffNote ?? null,
  })
  if (order.transactions.length === 0) order.financialStatus = 'VOIDED'
  world.touch()
  world.emit('orders/cancelled', orderBody(world, order))
  world.emit('orders/updated', orderBody(world, order))
  tellLevels(world, levels)
  return {
    job: { id: `gid://shopify/Job/${world.newUuid()}`, done: false },
    orderCancelUserErrors: [],
    userErrors: [],
  }
}

/** What was paid for an order and not given back yet, in cents. */
export function paidFor({ transactions }: Order): number {
  return transactions.reduce((sum, { kind, amount }) => sum + (kind === 'REFUND' ? -amount : amount), 0)
}

const MOST_NOTE = 255

function refuse(message: string, code: string, field = 'orderId'): Answer {
  const errors = [refusal([field], message, code)]
  return { job: null, orderCancelUserErrors: errors, userErrors: errors }
}
