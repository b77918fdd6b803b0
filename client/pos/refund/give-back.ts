import type { Instant, Minor } from '../../../shared/basics/scalars.ts'
import type { ApprovalLimits } from '../../../shared/branches/branch.ts'
import { unsettled } from '../../../shared/orders/order.ts'
import type { Approval, Order, OrderFact, Payment } from '../../../shared/orders/order.ts'
import { missingApprovals } from '../../../shared/orders/needed-approvals.ts'
import type { LineLeft, Returned } from '../../../shared/orders/refund-of-sale.ts'
import { leftOfSale, paidByType, paymentsBack, refundSums } from '../../../shared/orders/refund-of-sale.ts'
import type { OrderDraft } from '../../database/shop.ts'
import type { AskApproval } from '../../people/approval.ts'
import type { Seller } from '../order-of-cart.ts'
import type { Tender } from '../tenders.ts'
import { cashDue, paymentsOf } from '../tenders.ts'

/** What giving money back needs from the till around it. */
export type GiveBackParts = {
  seller(): Seller
  limits(): ApprovalLimits
  /** Cash is given in multiples of so many minor units. */
  rounding(): number
  /** Whether the branch wants a shift to be open, and none is: money that goes back then stands in no report. */
  lacksShift(): boolean
  askApproval: AskApproval
  /** Resolves when the refund is durable on disk (C6), with its receipt number. */
  place(draft: OrderDraft): Promise<Order>
  now(): Instant
  newId(): string
}

/** Which pieces of which sale come back, why, and which kind of payment is given back first. */
export type Return = {
  sale: OrderFact
  /** Every order on the device that may be a refund of it. */
  known: readonly Order[]
  returned: readonly Returned[]
  reason: string
  first: string | null
  /**
   * The codes of the receipt that alone tells of the sale: nobody here can say that it is true, so a manager looks at
   * the paper, and the server gets the codes with the refund. Null where the sale itself is on the device.
   */
  receipt: readonly string[] | null
}

export type GivenBack =
  | { kind: 'given'; order: Order }
  /** Nobody approved what is over the limit; nothing was written. */
  | { kind: 'not-approved' }
  /** No shift is open, and the branch gives money back in shifts only; nothing was written. */
  | { kind: 'no-shift' }
  /** Nothing was chosen, or nothing is left. */
  | { kind: 'nothing' }

/**
 * Gives money back for pieces of a sale: asks a manager where the limit is passed, then writes the refund (O1, O6).
 *
 * @throws where it could not be kept on disk: nothing was given back then
 */
export async function giveBack(parts: GiveBackParts, asked: Return): Promise<GivenBack> {
  const { sale, known, returned, reason, first } = asked
  const sums = refundSums(leftOfSale(sale, known), returned, parts.newId)
  if (sums.lines.length === 0 || reason.trim() === '') return { kind: 'nothing' }
  if (parts.lacksShift()) return { kind: 'no-shift' }
  const payments = roundedBack(
    sums.total,
    paymentsBack(sums.total, paidByType(sale, known), first),
    parts.rounding(),
  )
  const refund = { ...sums, kind: 'refund' as const, refundOf: sale.id, customerId: sale.customerId }
  const limit = parts.limits().refundTotal
  const isOver = missingApprovals({ ...refund, approvals: [] }, parts.limits(), () => null).length > 0
  const needed = asked.receipt !== null || isOver
  const approvals: Approval[] = []
  if (needed) {
    const approval = await parts.askApproval({
      kind: 'refund',
      what: sale.number,
      // A sale that is known from its receipt alone is asked about whatever it comes to.
      before: isOver ? limit : (0 as Minor),
      after: sums.total,
      details: { saleId: sale.id, ...(asked.receipt ? { receipt: [...asked.receipt] } : {}) },
    })
    if (!approval) return { kind: 'not-approved' }
    approvals.push(approval)
  }
  return placeRefund(parts, draftOf(parts, { ...refund, payments, approvals, reason: reason.trim() }))
}

/** Takes a whole sale back that was just made: all that is left of it, on the shelf again, as it was paid. */
export async function voidSale(
  parts: GiveBackParts,
  sale: Order,
  known: readonly Order[],
): Promise<GivenBack> {
  const all = leftOfSale(sale, known).map(wholeLine)
  return giveBack(parts, { sale, known, returned: all, reason: 'void', first: null, receipt: null })
}

function wholeLine({ line, left }: LineLeft): Returned {
  return { lineId: line.id, quantity: left, restock: true }
}

/** Goods whose sale nobody finds: what they would cost, as the open sale says. */
export type Standalone = {
  /** The open sale as an order, with its lines and sums. */
  goods: OrderDraft
  restock: ReadonlySet<string>
  reason: string
  type: string
}

/** Gives money back without a sale: only with a manager's word, whatever the amount (O6). */
export async function giveBackStandalone(parts: GiveBackParts, asked: Standalone): Promise<GivenBack> {
  const { goods, restock, reason, type } = asked
  if (goods.lines.length === 0 || reason.trim() === '') return { kind: 'nothing' }
  if (parts.lacksShift()) return { kind: 'no-shift' }
  const approval = await parts.askApproval({
    kind: 'standalone_refund',
    what: goods.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(', '),
    before: 0 as Minor,
    after: goods.total,
  })
  if (!approval) return { kind: 'not-approved' }
  const lines = goods.lines.map((line) => ({ ...line, refundOf: null, restock: restock.has(line.id) }))
  return placeRefund(parts, {
    ...goods,
    kind: 'refund',
    lines,
    payments: roundedBack(
      goods.total,
      goods.total > 0 ? [{ type, amount: goods.total }] : [],
      parts.rounding(),
    ),
    refundOf: null,
    reason: reason.trim(),
    approvals: [approval],
    createdAt: parts.now(),
  })
}

/** Writes it, unless the shift was closed while somebody was asked. */
async function placeRefund(parts: GiveBackParts, draft: OrderDraft): Promise<GivenBack> {
  if (parts.lacksShift()) return { kind: 'no-shift' }
  return { kind: 'given', order: await parts.place(draft) }
}

/** Cash as it can be counted out; what the coins round is a payment of its own, as in a sale. */
export function roundedBack(total: Minor, back: readonly Payment[], rounding: number): Payment[] {
  const others = back.filter(({ type }) => type !== 'cash')
  const cash = back.find(({ type }) => type === 'cash')
  if (!cash) return [...back]
  const tenders: Tender[] = others.map(({ type, amount }) => ({ type, tendered: amount }))
  const coins = cashDue(total, tenders, rounding)
  return paymentsOf(total, [...tenders, { type: 'cash', tendered: coins }], rounding)
}

type Refund = Pick<
  OrderFact,
  | 'kind'
  | 'refundOf'
  | 'customerId'
  | 'lines'
  | 'discount'
  | 'subtotal'
  | 'tax'
  | 'total'
  | 'payments'
  | 'approvals'
  | 'reason'
>

function draftOf(parts: GiveBackParts, refund: Refund): OrderDraft {
  return {
    ...parts.seller(),
    ...refund,
    id: parts.newId(),
    source: 'pos',
    shiftId: null,
    note: null,
    createdAt: parts.now(),
    ...unsettled(),
  }
}
