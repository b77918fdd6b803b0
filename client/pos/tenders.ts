import { z } from 'zod'
import { Amount, Currency } from '../../shared/basics/scalars.ts'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { Payment } from '../../shared/orders/order.ts'
import { inCoins, roundingType } from '../../shared/orders/payments.ts'

/**
 * Money that a customer hands over: notes and coins, or a card that was charged. Only cash gives change. Of a second
 * currency, `tendered` is in its minor units, and `foreign` says at which rate it was taken and what it is worth.
 */
export const Tender = z.strictObject({
  type: z.string(),
  tendered: Amount,
  foreign: z.strictObject({ currency: Currency, rate: z.number().positive(), worth: Amount }).exactOptional(),
})
export type Tender = z.infer<typeof Tender>

export type Taken =
  | { kind: 'taken'; tenders: Tender[] }
  /** Nothing is owed any more. */
  | { kind: 'nothing' }
  /** Nothing was given, and something is owed. */
  | { kind: 'short'; remaining: Minor }
  /** Only cash may be more than what is owed: there is no change from a card. */
  | { kind: 'too-much'; remaining: Minor }
  /** More cash than an order can say. */
  | { kind: 'too-large' }
  /** An order has at most twenty payments, and the rounding of cash may be one. */
  | { kind: 'too-many' }

const mostTenders = 19
const mostMoney = 1e11

/** Adds what was handed over to what is on the counter already; cash is rounded to a multiple of `rounding`. */
export function takeTender(total: Minor, tenders: readonly Tender[], tender: Tender, rounding = 1): Taken {
  if (isPaid(total, tenders, rounding)) return { kind: 'nothing' }
  const remaining = remainingOf(total, tenders)
  const isCash = tender.type === 'cash'
  // What is left may be too little for any coin: then cash pays it with none.
  const owed = isCash ? cashDue(total, tenders, rounding) : remaining
  if (worthOf(tender) <= 0 && owed > 0) return { kind: 'short', remaining: owed }
  if (!isCash && tender.tendered > remaining) return { kind: 'too-much', remaining }
  if (given(tenders) + worthOf(tender) > mostMoney || tender.tendered > mostMoney)
    return { kind: 'too-large' }
  if (tenders.length >= mostTenders) return { kind: 'too-many' }
  return { kind: 'taken', tenders: [...tenders, tender] }
}

/** Whether all is paid: to the cent, or by cash that is as near as coins come. */
export function isPaid(total: Minor, tenders: readonly Tender[], rounding = 1): boolean {
  const left = total - given(tenders)
  return left <= 0 || (tenders.at(-1)?.type === 'cash' && inCoins(left, rounding) <= 0)
}

/** What is still owed to the cent, minor units. */
export function remainingOf(total: Minor, tenders: readonly Tender[]): Minor {
  return Math.max(0, total - given(tenders)) as Minor
}

/** What is still owed if the rest is paid in cash, minor units: to the nearest coin, half of one counting as one. */
export function cashDue(total: Minor, tenders: readonly Tender[], rounding = 1): Minor {
  return Math.max(0, inCoins(total - given(tenders), rounding)) as Minor
}

/** What goes back to the customer, minor units of the order's currency, in coins that there are. */
export function changeOf(total: Minor, tenders: readonly Tender[], rounding = 1): Minor {
  const change = Math.max(0, -inCoins(total - given(tenders), rounding))
  // Of an odd sum, such as another currency's worth, the nearest coin may be more than was given: not back as well.
  const cash = given(tenders.filter(({ type }) => type === 'cash'))
  return (change > cash ? change - rounding : change) as Minor
}

/**
 * The payments of an order, in the order they were taken: each with change already off its amount, so that the
 * amounts add up to the total and, in one currency, `tendered − change = amount` for each. What rounding did is a
 * payment of its own at the end (`shared/orders/payments.ts`).
 *
 * @throws RangeError where the tenders do not pay the total
 */
export function paymentsOf(total: Minor, tenders: readonly Tender[], rounding = 1): Payment[] {
  if (!isPaid(total, tenders, rounding)) throw new RangeError('the tenders do not pay the total')
  const over = given(tenders) - total
  const change = changeOf(total, tenders, rounding)
  // Below zero the shop lets go, above zero it keeps: cash names both as change, less what it lets go.
  const kept = over - change
  const payments = withChange(tenders, Math.max(over, change))
  if (kept === 0) return payments
  const size = Math.abs(kept) as Minor
  const letsGo = kept < 0
  return [
    ...payments,
    {
      type: roundingType,
      amount: (letsGo ? size : 0) as Minor,
      tendered: size,
      change: (letsGo ? 0 : size) as Minor,
    },
  ]
}

/** What a tender is worth in the order's currency, minor units. */
export function worthOf({ tendered, foreign }: Tender): Minor {
  return foreign ? foreign.worth : tendered
}

/**
 * The change comes off the cash that was given last, and where rounding makes it more than that, off the cash before
 * it. A coin's worth that cash paid with no coin is no payment.
 */
function withChange(tenders: readonly Tender[], change: number): Payment[] {
  let left = Math.max(0, change)
  const payments = tenders.toReversed().map((tender): Payment => {
    const { type, tendered, foreign } = tender
    const off = type === 'cash' ? Math.min(left, worthOf(tender)) : 0
    left -= off
    const amount = (worthOf(tender) - off) as Minor
    const payment = { type, amount, tendered, change: off as Minor }
    return foreign ? { ...payment, currency: foreign.currency, rate: foreign.rate } : payment
  })
  return payments.toReversed().filter(({ tendered }) => (tendered ?? 0) > 0)
}

function given(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, tender) => sum + worthOf(tender), 0)
}
