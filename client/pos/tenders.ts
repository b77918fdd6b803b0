import type { Minor } from '../../shared/basics/scalars.ts'
import type { Payment } from '../../shared/orders/order.ts'

/** Money that a customer hands over: notes and coins, or a card that was charged. Only cash gives change. */
export type Tender = { type: string; tendered: Minor }

export type Taken =
  | { kind: 'taken'; tenders: Tender[] }
  /** Nothing is owed any more, or nothing was given. */
  | { kind: 'nothing' }
  /** Only cash may be more than what is owed: there is no change from a card. */
  | { kind: 'too-much'; remaining: Minor }
  /** An order has at most twenty payments. */
  | { kind: 'too-many' }

const mostPayments = 20

/** Adds what was handed over to what is on the counter already. */
export function takeTender(total: Minor, tenders: readonly Tender[], tender: Tender): Taken {
  const remaining = remainingOf(total, tenders)
  if (remaining === 0 || tender.tendered <= 0) return { kind: 'nothing' }
  if (tenders.length >= mostPayments) return { kind: 'too-many' }
  if (tender.type !== 'cash' && tender.tendered > remaining) return { kind: 'too-much', remaining }
  return { kind: 'taken', tenders: [...tenders, tender] }
}

/** What is still owed, minor units. */
export function remainingOf(total: Minor, tenders: readonly Tender[]): Minor {
  return Math.max(0, total - given(tenders)) as Minor
}

/** What goes back to the customer, minor units. */
export function changeOf(total: Minor, tenders: readonly Tender[]): Minor {
  return Math.max(0, given(tenders) - total) as Minor
}

/**
 * The payments of an order, in the order they were taken: each with change already off its amount, so that
 * the amounts add up to the total and `tendered − change = amount` for each.
 */
export function paymentsOf(total: Minor, tenders: readonly Tender[]): Payment[] {
  let owed: number = total
  return tenders.map(({ type, tendered }) => {
    const amount = Math.min(owed, tendered)
    owed -= amount
    return { type, amount: amount as Minor, tendered, change: (tendered - amount) as Minor }
  })
}

function given(tenders: readonly Tender[]): number {
  return tenders.reduce((sum, tender) => sum + tender.tendered, 0)
}
