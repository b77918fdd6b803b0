import type { Gid } from '../store/gid.ts'
import { tellLevels } from '../store/levels.ts'
import { centsOf } from '../store/money.ts'
import type { Level, Line, Order, Refund, RestockType, Transaction } from '../store/state.ts'
import { orderBody } from '../webhooks/order-body.ts'
import { refundBody } from '../webhooks/refund-body.ts'
import type { World } from '../world.ts'
import { refusal } from './answer.ts'
import type { Answer, UserError } from './answer.ts'
import { release, takeBack } from './claim-stock.ts'

export type RefundInput = {
  orderId: Gid
  note?: string | null
  refundLineItems?:
    | { lineItemId: Gid; quantity: number; restockType?: RestockType | null; locationId?: Gid | null }[]
    | null
  transactions?: { amount: string | number; kind: string }[] | null
}

/** refundCreate. */
export function refundOrder(world: World, input: RefundInput): Answer {
  const order = world.state.orders[input.orderId]
  if (order === undefined) return refuse([refusal(['orderId'], 'Order does not exist')])
  const errors: UserError[] = []
  const lines = (input.refundLineItems ?? []).flatMap((one, index) => {
    const line = order.lines.find(({ id }) => id === one.lineItemId)
    const field = ['refundLineItems', String(index)]
    if (line === undefined) errors.push(refusal([...field, 'lineItemId'], 'Line item does not exist'))
    else if (one.quantity < 1 || one.quantity > line.quantity - line.removed)
      errors.push(refusal([...field, 'quantity'], 'Quantity cannot refund more items than were purchased'))
    else
      return [
        {
          line,
          quantity: one.quantity,
          restockType: one.restockType ?? ('NO_RESTOCK' as const),
          locationId: one.locationId ?? null,
        },
      ]
    return []
  })
  const amount = (input.transactions ?? []).reduce((sum, one) => sum + (centsOf(one.amount) ?? 0), 0)
  const left = order.transactions.reduce(
    (sum, one) => sum + (one.kind === 'REFUND' ? -one.amount : one.amount),
    0,
  )
  if (amount > left)
    errors.push(refusal(['transactions'], 'Refund amount cannot be greater than the amount that was paid'))
  if (errors.length > 0) return refuse(errors)
  if (lines.length === 0 && amount === 0)
    return refuse([refusal(null, 'Refund must have at least one line item or transaction')])
  const { made, levels } = refund(world, order, { lines, amount, note: input.note ?? null })
  world.emit('orders/updated', orderBody(world, order))
  tellLevels(world, levels)
  return { refund: made, order, userErrors: [] }
}

type Part = { line: Line; quantity: number; restockType: RestockType; locationId: Gid | null }

/**
 * Takes pieces off an order, puts them back on the shelf where that is asked for, and gives money back. Tells of the
 * refund; the caller tells of the order and the levels.
 */
export function refund(
  world: World,
  order: Order,
  { lines, amount, note }: { lines: Part[]; amount: number; note: string | null },
): { made: Refund; levels: Level[] } {
  const at = world.now()
  const transaction: Transaction[] =
    amount === 0
      ? []
      : [
          {
            id: world.newId('OrderTransaction'),
            orderId: order.id,
            kind: 'REFUND',
            status: 'SUCCESS',
            gateway: order.transactions[0]?.gateway ?? 'manual',
            amount,
            parentId: order.transactions.find(({ kind }) => kind === 'SALE')?.id ?? null,
            createdAt: at,
          },
        ]
  const levels: Level[] = []
  const made: Refund = {
    id: world.newId('Refund'),
    orderId: order.id,
    note,
    lines: lines.map(({ line, quantity, restockType, locationId }) => {
      line.removed += quantity
      const restocked =
        restockType === 'CANCEL' && !order.fulfilled
          ? release(world, line, quantity)
          : restockType === 'NO_RESTOCK'
            ? []
            : takeBack(world, line, quantity, locationId)
      levels.push(...restocked)
      const place = restockType === 'NO_RESTOCK' ? null : (restocked[0]?.locationId ?? locationId)
      return {
        id: world.newId('RefundLineItem'),
        lineId: line.id,
        quantity,
        restockType,
        locationId: place,
      }
    }),
    transactionIds: transaction.map(({ id }) => id),
    createdAt: at,
  }
  order.transactions.push(...transaction)
  order.refundIds.push(made.id)
  order.updatedAt = at
  if (amount > 0) order.financialStatus = isAllBack(order) ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  world.state.refunds[made.id] = made
  world.touch()
  world.emit('refunds/create', refundBody(world, made))
  return { made, levels }
}

function isAllBack({ transactions }: Order): boolean {
  return transactions.reduce((sum, { kind, amount }) => sum + (kind === 'REFUND' ? -amount : amount), 0) <= 0
}

function refuse(userErrors: UserError[]): Answer {
  return { refund: null, order: null, userErrors }
}
