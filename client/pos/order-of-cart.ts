import type { Instant, Minor } from '../../shared/basics/scalars.ts'
import { unsettled } from '../../shared/orders/order.ts'
import type { Approval, OrderLine } from '../../shared/orders/order.ts'
import type { Sums } from '../../shared/orders/sums.ts'
import { chargeFor, sumsOf } from '../../shared/orders/sums.ts'
import type { OrderDraft } from '../database/shop.ts'
import type { Cart, CartLine } from './cart.ts'
import { pricedLine } from './cart.ts'
import { discountOn } from './discount.ts'
import { nameOf } from './name-of.ts'
import type { Tender } from './tenders.ts'
import { paymentsOf } from './tenders.ts'

/** Who sells where, and in which money. */
export type Seller = { branchId: string; deviceId: string; cashierId: string; currency: string }

const noMoney = 0 as Minor

/** What the cart costs; `total` is what the customer owes, `discount` what is off the whole. Line totals in order. */
export function sumsOfCart(cart: Cart): Sums & { discount: Minor } {
  const lines = cart.lines.map(pricedLine)
  const subtotal = lines.reduce(
    (sum, line) => sum + chargeFor(line.quantity, line.unitPrice) - line.discount,
    0,
  )
  const discount = discountOn(subtotal as Minor, cart.discount)
  return { ...sumsOf(lines, discount), discount }
}

/**
 * The order that a paid cart becomes: the fact that a device writes once (O1), with sums that the server will
 * recompute (O5). `rounding` is the branch's, minor units. The cart's id is the order's: placing the same cart again is the same order (U3).
 */
export function orderOfCart(
  cart: Cart,
  tenders: readonly Tender[],
  seller: Seller,
  now: Instant,
  rounding = 1,
): OrderDraft {
  const sums = sumsOfCart(cart)
  return {
    ...seller,
    id: cart.id,
    kind: 'sale',
    source: 'pos',
    shiftId: null,
    customerId: cart.customerId,
    lines: cart.lines.map((line, index) => orderLine(line, sums.lineTotals[index] ?? noMoney)),
    discount: sums.discount,
    subtotal: sums.subtotal,
    tax: sums.tax,
    total: sums.total,
    payments: paymentsOf(sums.total, tenders, rounding),
    refundOf: null,
    reason: null,
    approvals: [
      ...fewApprovals(cart.approvals),
      ...labelsOf(cart, seller.cashierId, now),
      ...soldShortOf(cart, seller.cashierId, now),
    ],
    note: null,
    createdAt: now,
    ...unsettled(),
  }
}

function orderLine(line: CartLine, total: Minor): OrderLine {
  const { discount } = pricedLine(line)
  const { id, productId, sku, quantity, unitPrice, taxRate } = line
  return {
    id,
    productId,
    sku,
    title: nameOf(line).slice(0, 300),
    quantity,
    unitPrice,
    discount,
    taxRate,
    total,
  }
}

/** Most approvals that a manager can have given in one order; two places are for what the cashier says. */
const mostApprovals = 18

/** The approvals one by one; where there are too many of them for an order, one a kind and manager, with each inside. */
function fewApprovals(approvals: readonly Approval[]): Approval[] {
  if (approvals.length <= mostApprovals) return [...approvals]
  const groups = Map.groupBy(approvals, ({ kind, approverId }) => `${kind} ${approverId}`)
  return [...groups.values()].flatMap((group) => {
    const last = group.at(-1)
    const each = group.map(({ reason, at, details }) => ({ reason, at, ...details }))
    return last ? [{ ...last, details: { each } }] : []
  })
}

/** Which prices came from a scale's label, with its code: whoever settles the order can read it again. */
function labelsOf(cart: Cart, cashierId: string, now: Instant): Approval[] {
  const lines = cart.lines.flatMap(({ id, label }) => (label === null ? [] : [{ lineId: id, code: label }]))
  if (lines.length === 0) return []
  return [
    {
      kind: 'label_price',
      approverId: cashierId,
      reason: 'Price from the label',
      at: now,
      details: { lines },
    },
  ]
}

/** That the cashier sold on with nothing left on the counter is part of the order, for whoever settles it. */
function soldShortOf(cart: Cart, cashierId: string, now: Instant): Approval[] {
  const lines = cart.lines.filter((line) => line.soldShort !== null)
  if (lines.length === 0) return []
  const details = {
    lines: lines.map(({ id, productId, quantity, soldShort }) => ({
      lineId: id,
      productId,
      quantity,
      ...soldShort,
    })),
  }
  return [
    {
      kind: 'sold_short',
      approverId: cashierId,
      reason: 'Sold with nothing left on the counter',
      at: now,
      details,
    },
  ]
}
