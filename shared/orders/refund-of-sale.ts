import type { Minor, Quantity } from '../basics/scalars.ts'
import type { OrderFact, OrderLine, OrderStatus, Payment } from './order.ts'
import { originalOf, paidByLine } from './settle.ts'
import { sumsOf } from './sums.ts'

/** A sale or refund as a till looks at it. */
type Known = OrderFact & { status: OrderStatus }

/** A sold line with what may still be given back: pieces, and the money that was paid for those. */
export type LineLeft = { line: OrderLine; left: number; amount: Minor }

/**
 * What is left of a sale as far as a till knows: sold, less every refund of it that is on the device, the unsent ones
 * too. A refund in conflict counts, since its money may be out of the drawer; the server has the last word (O6).
 */
export function leftOfSale(sale: OrderFact, refunds: readonly Known[]): LineLeft[] {
  const { lines } = originalOf(sale, true)
  for (const refund of refundsOfSale(sale, refunds)) {
    const givenBack = paidByLine(refund)
    for (const [index, line] of refund.lines.entries()) {
      const left = lines.get(line.refundOf ?? '')
      if (!left) continue
      left.quantity -= line.quantity
      left.amount -= givenBack[index] ?? 0
    }
  }
  return sale.lines.map((line) => {
    const left = lines.get(line.id)
    return {
      line,
      left: Math.max(0, left?.quantity ?? 0),
      amount: Math.max(0, left?.amount ?? 0) as Minor,
    }
  })
}

/** The refunds of a sale that count against it. */
export function refundsOfSale<Order extends Known>(sale: OrderFact, orders: readonly Order[]): Order[] {
  return orders.filter(
    ({ kind, refundOf, status }) =>
      kind === 'refund' && refundOf === sale.id && status !== 'rejected' && status !== 'cancelled',
  )
}

/** Why a till gives nothing back for an order; null where it may. */
export type NoRefund = 'is-refund' | 'cancelled' | 'not-accepted' | 'all-back'

export function whyNoRefund(order: Known, refunds: readonly Known[]): NoRefund | null {
  if (order.kind === 'refund') return 'is-refund'
  if (order.status === 'cancelled') return 'cancelled'
  if (order.status !== 'accepted' && order.status !== 'pending') return 'not-accepted'
  return leftOfSale(order, refunds).every(({ left }) => left === 0) ? 'all-back' : null
}

/** Pieces of a line that come back, and whether they go on the shelf again. */
export type Returned = { lineId: string; quantity: number; restock: boolean }

/** What is paid back for so many pieces of a line: their share of what was paid, all of it for the last ones. */
export function amountBack({ left, amount }: LineLeft, quantity: number): Minor {
  if (left === 0) return 0 as Minor
  // Half up. BigInt: amount × quantity passes 2^53.
  const share = (2n * BigInt(amount) * BigInt(Math.min(quantity, left)) + BigInt(left)) / (2n * BigInt(left))
  return Number(share) as Minor
}

type RefundSums = Pick<OrderFact, 'lines' | 'discount' | 'subtotal' | 'tax' | 'total'>

/**
 * The lines of a refund and their sums (O5, O6): each gives back its share of what was paid, with every discount of the
 * sale already off as a discount of the line. Pieces above what is left are left out.
 */
export function refundSums(
  left: readonly LineLeft[],
  returned: readonly Returned[],
  newId: () => string,
): RefundSums {
  const lines = left.flatMap((one): OrderLine[] => {
    const back = returned.find(({ lineId }) => lineId === one.line.id)
    const quantity = Math.min(back?.quantity ?? 0, one.left) as Quantity
    if (!back || quantity <= 0) return []
    const { productId, sku, title, unitPrice, taxRate } = one.line
    const total = Math.min(amountBack(one, quantity), quantity * unitPrice) as Minor
    const discount = (quantity * unitPrice - total) as Minor
    const names = { id: newId(), productId, sku, title, refundOf: one.line.id, restock: back.restock }
    return [{ ...names, quantity, unitPrice, discount, taxRate, total }]
  })
  const { subtotal, tax, total } = sumsOf(lines, 0 as Minor)
  return { lines, discount: 0 as Minor, subtotal, tax, total }
}

/** How much of each kind of payment a sale took and has not given back, minor units; the order in which it took them. */
export function paidByType(sale: OrderFact, refunds: readonly Known[]): Map<string, number> {
  const paid = new Map<string, number>()
  const add = (payments: readonly Payment[], sign: 1 | -1) => {
    for (const { type, amount } of payments) {
      const drawer = type === 'rounding' ? 'cash' : type
      paid.set(drawer, (paid.get(drawer) ?? 0) + sign * amount)
    }
  }
  add(sale.payments, 1)
  for (const refund of refundsOfSale(sale, refunds)) add(refund.payments, -1)
  return paid
}

/**
 * How money goes back: the way it came, at most what came that way. `first` is emptied first; of the rest cash is the
 * last, since a card that was charged is better credited than paid out.
 */
export function paymentsBack(
  total: number,
  paid: ReadonlyMap<string, number>,
  first: string | null,
): Payment[] {
  const rank = (type: string) => (type === first ? 0 : type === 'cash' ? 2 : 1)
  const types = [...paid.keys()].toSorted((a, b) => rank(a) - rank(b))
  let owed = total
  const payments = types.flatMap((type): Payment[] => {
    const amount = Math.min(owed, Math.max(0, paid.get(type) ?? 0)) as Minor
    owed -= amount
    return amount > 0 ? [{ type, amount }] : []
  })
  // What nobody can place, such as the cent of a rounding, comes out of the drawer.
  if (owed <= 0) return payments
  const cash = payments.find(({ type }) => type === 'cash')
  if (cash) cash.amount = (cash.amount + owed) as Minor
  else payments.push({ type: 'cash', amount: owed as Minor })
  return payments
}
