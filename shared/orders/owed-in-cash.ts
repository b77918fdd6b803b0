import type { Minor } from '../basics/scalars.ts'
import type { CashMovement } from '../shifts/shift.ts'
import type { Order, Payment } from './order.ts'
import { inCoins, roundingType } from './payments.ts'

type Owing = Pick<Order, 'id' | 'number' | 'kind' | 'status' | 'source' | 'shiftId' | 'refundOf' | 'payments'>
type Moved = Pick<CashMovement, 'direction' | 'reason'> & { amount: number }

/**
 * A refund that the desk made for pieces that were never handed over: no drawer has paid it yet (O7). What an online
 * shop gives back it has paid itself.
 */
export function isDeskRefund({
  kind,
  source,
  shiftId,
  number,
}: Pick<Order, 'kind' | 'source' | 'shiftId' | 'number'>): boolean {
  return kind === 'refund' && source === 'pos' && shiftId === null && number.endsWith('-R')
}

/**
 * The cash that the desk has promised back for an order and that no drawer has paid yet, as far as this device knows,
 * minor units: what a sale took that was called off, or what a refund of the desk names, and never more than the sale
 * took. Every refund that a till rang up has been paid, however it was settled, and a drawer's cash movement counts where
 * its reason names the order. What is left is told in coins that there are, as for a till's refund: less than half of one
 * is nothing.
 *
 * @param sale of a refund; the order itself where it is one, null where this device does not have it
 * @param known the refunds of that sale
 * @param coin the branch's smallest, minor units
 */
export function owedInCash(
  order: Owing,
  sale: Owing | null,
  known: readonly Owing[],
  movements: readonly Moved[],
  coin = 1,
): Minor {
  const isCalledOff = order.kind === 'sale' && order.status === 'cancelled'
  if (!isCalledOff && !isDeskRefund(order)) return 0 as Minor
  const saleId = order.kind === 'sale' ? order.id : order.refundOf
  const back = known
    .filter((other) => other.kind === 'refund' && other.refundOf === saleId && !isDeskRefund(other))
    .reduce((sum, { payments }) => sum + cashIn(payments), 0)
  const promised = cashIn(order.payments)
  const left = Math.min(promised, cashIn((sale ?? order).payments) - back)
  const owed = Math.min(promised, left - paidOut(order, movements))
  return Math.max(0, inCoins(owed, coin)) as Minor
}

/** What drawers have paid out for an order less what came back, by the reasons of their cash movements. */
export function paidOut({ number }: Pick<Order, 'number'>, movements: readonly Moved[]): number {
  return movements
    .filter(({ reason }) => reason.split(/[\s,;:.()]+/).includes(number))
    .reduce((sum, { direction, amount }) => sum + (direction === 'out' ? amount : -amount), 0)
}

/** In the branch's own money; notes of another one by their worth. */
function cashIn(payments: readonly Payment[]): number {
  return payments.reduce(
    (sum, { type, amount, change }) =>
      sum + (type === 'cash' ? amount : type === roundingType ? (change ?? 0) : 0),
    0,
  )
}
