import type { RejectionCode } from '../errors.ts'
import type { MovementReason } from '../inventory/stock-movement.ts'
import { stockLevelId } from '../inventory/stock-level.ts'
import type { Minor } from '../basics/scalars.ts'
import { shareByLargestRemainder } from '../basics/share.ts'
import { mostBackFor } from './most-back.ts'
import type { Refundable } from './most-back.ts'
import type { Given, OrderFact, OrderLine, Shortage } from './order.ts'
import { sumsOf } from './sums.ts'

/** What the server knows when it decides on an order; gathered under locks (O2). */
export type OrderFacts = {
  currency: string
  products: ReadonlyMap<string, ProductFacts>
  /** On-hand by stock level id; a level that does not exist is zero. Changed by `settleOrder` as stock is taken. */
  onHand: Map<string, number>
  /** Originals of the refunds at hand, by order id. Changed as refunds are accepted. */
  originals: Map<string, Original>
}

/** `touchedAt`: when anything of the product last changed, milliseconds since 1970. */
export type ProductFacts = { price: number; taxRate: number; archived: boolean; touchedAt?: number }

/** A sale as a refund sees it: only an accepted one has lines left to give back. */
export type Original = { accepted: boolean; isRefund?: boolean; lines: Map<string, Refundable> }

/** A change of stock that comes of an order line; `balance` is the level after it. */
export type StockChange = {
  branchId: string
  productId: string
  delta: number
  balance: number
  reason: MovementReason
}

/** Something worth saying about an accepted order: shown on it, and audited. */
export type OrderFlag = 'price_changed' | 'tax_rate_changed' | 'product_archived' | 'standalone_refund'

export type OrderDecision =
  | { kind: 'accepted'; changes: StockChange[]; flags: OrderFlag[] }
  | { kind: 'conflict'; reason: 'insufficient_stock' | 'over_refund'; shortages: Shortage[] }
  | { kind: 'rejected'; code: RejectionCode; details: string }

/**
 * Decides on one order: accepted with its stock changes, a conflict with its shortages, or rejected (O2, O3, O5, O6).
 *
 * All or nothing: either every line's stock is taken, or none is. Where it accepts, it takes the stock out of
 * `facts`, so that the next order of a batch meets what is left. Pure but for that.
 */
export function settleOrder(order: OrderFact, facts: OrderFacts): OrderDecision {
  const wrong = faultOf(order, facts)
  if (wrong) return { kind: 'rejected', ...wrong }
  return order.kind === 'sale' ? settleSale(order, facts) : settleRefund(order, facts)
}

function faultOf(order: OrderFact, facts: OrderFacts): { code: RejectionCode; details: string } | null {
  if (order.currency !== facts.currency) {
    return { code: 'order/wrong-currency', details: `${order.currency} instead of ${facts.currency}` }
  }
  const unknown = order.lines.find((line) => !facts.products.has(line.productId))
  if (unknown)
    return { code: 'order/unknown-product', details: `product ${unknown.productId} (${unknown.sku})` }
  if (new Set(order.lines.map((line) => line.id)).size < order.lines.length) {
    return { code: 'order/duplicate-line', details: 'line ids must differ' }
  }
  return moneyFault(order)
}

/** What is wrong with an order's sums or payments, by itself; null where they add up (O5). */
export function moneyFault(order: OrderFact): { code: RejectionCode; details: string } | null {
  return sumsFault(order) ?? paymentsFault(order)
}

function sumsFault(order: OrderFact): { code: RejectionCode; details: string } | null {
  const fault = (details: string) => ({ code: 'order/wrong-sums' as const, details })
  for (const line of order.lines) {
    const total = line.quantity * line.unitPrice - line.discount
    if (total < 0) return fault(`line ${line.sku}: the discount is larger than the line`)
    if (total !== line.total) return fault(`line ${line.sku}: total is ${line.total}, should be ${total}`)
  }
  const subtotal = order.lines.reduce((sum, line) => sum + line.total, 0)
  if (order.discount > subtotal) return fault('the discount is larger than the subtotal')
  const sums = sumsOf(order.lines, order.discount)
  for (const field of ['subtotal', 'total', 'tax'] as const) {
    if (sums[field] !== order[field]) return fault(`${field} is ${order[field]}, should be ${sums[field]}`)
  }
  return null
}

function paymentsFault(order: OrderFact): { code: RejectionCode; details: string } | null {
  const fault = (details: string) => ({ code: 'order/wrong-payments' as const, details })
  const paid = order.payments.reduce((sum, payment) => sum + payment.amount, 0)
  if (paid !== order.total) return fault(`payments add up to ${paid}, the total is ${order.total}`)
  for (const { tendered, change, amount, currency } of order.payments) {
    // What was tendered in a second currency is not in the order's minor units and cannot be compared.
    const comparable = tendered != null && (currency == null || currency === order.currency)
    if (comparable && tendered - (change ?? 0) !== amount) {
      return fault(`${tendered} tendered less ${change ?? 0} change is not ${amount}`)
    }
  }
  return null
}

function settleSale(order: OrderFact, facts: OrderFacts): OrderDecision {
  const shortages = shortagesOf(order, facts)
  if (shortages.length > 0) return { kind: 'conflict', reason: 'insufficient_stock', shortages }
  const changes = order.lines.map((line) => move(order, line, -line.quantity, 'sale', facts))
  // A refund of this sale may stand behind it in the same batch: sold and brought back while the lane was offline.
  facts.originals.set(order.id, originalOf(order, true))
  return { kind: 'accepted', changes, flags: flagsOf(order, facts) }
}

/**
 * Takes back an order that ended before a restore lost it (E3): as it was settled, whatever is on the shelf by the
 * restored books. Where they are short, the missing pieces are found first, since the goods left; a case would ask
 * people to decide again what was decided (O3, O4). One that was called off moves nothing.
 */
export function bringBackOrder(
  order: OrderFact,
  status: 'accepted' | 'cancelled',
  facts: OrderFacts,
  given?: readonly Given[],
): Exclude<OrderDecision, { kind: 'conflict' }> {
  const unknown = [...order.lines, ...(given ?? [])].find((line) => !facts.products.has(line.productId))
  if (unknown)
    return { kind: 'rejected', code: 'order/unknown-product', details: `product ${unknown.productId}` }
  if (status === 'cancelled') return { kind: 'accepted', changes: [], flags: [] }
  if (order.kind === 'refund') return { kind: 'accepted', changes: giveBack(order, facts), flags: [] }
  const pieces = piecesOf(order.lines, given).filter(({ quantity }) => quantity > 0)
  const changes = pieces.flatMap((line) => {
    const missing = line.quantity - (facts.onHand.get(stockLevelId(order.branchId, line.productId)) ?? 0)
    const found = missing > 0 ? [move(order, line, missing, 'found', facts)] : []
    return [...found, move(order, line, -line.quantity, 'sale', facts)]
  })
  const original = originalOf(order, true)
  for (const { lineId, productId, quantity } of given ?? []) {
    const left = original.lines.get(lineId)
    if (left) left.given = [...(left.given ?? []), { productId, quantity }]
  }
  facts.originals.set(order.id, original)
  return { kind: 'accepted', changes, flags: [] }
}

type Pieces = { productId: string; quantity: number }

/** What is handed over for the lines: what they say, or what was given instead (O7). */
export function piecesOf(
  lines: readonly Pick<OrderLine, 'id' | 'productId' | 'quantity'>[],
  given: readonly Given[] | null | undefined,
): Pieces[] {
  return lines.flatMap((line): Pieces[] => {
    const instead = (given ?? []).filter(({ lineId }) => lineId === line.id)
    return instead.length > 0 ? instead : [line]
  })
}

/** What was paid for each line: its total less its share of the order's discount, as the tax is reckoned too (O5, O6). */
export function paidByLine(order: { discount: number; lines: readonly { total: number }[] }): number[] {
  const totals = order.lines.map((line) => line.total as Minor)
  const shares = shareByLargestRemainder(order.discount as Minor, totals)
  return totals.map((total, index) => total - (shares[index] ?? 0))
}

/** A sale as refunds see it, with nothing given back yet. */
export function originalOf(
  sale: {
    discount: number
    lines: readonly { id: string; productId: string; quantity: number; total: number }[]
  },
  accepted: boolean,
): Original {
  const paid = paidByLine(sale)
  const lines = sale.lines.map(({ id, productId, quantity }, index) => {
    const amount = paid[index] ?? 0
    return [id, { productId, quantity, amount, sold: quantity, paid: amount }] as const
  })
  return { accepted, lines: new Map(lines) }
}

/** Lines in their order, each meeting what the lines before it left: two lines may name one product. */
function shortagesOf(order: OrderFact, facts: OrderFacts): Shortage[] {
  const left = new Map<string, number>()
  const shortages: Shortage[] = []
  for (const line of order.lines) {
    const level = stockLevelId(order.branchId, line.productId)
    const available = left.get(level) ?? facts.onHand.get(level) ?? 0
    if (line.quantity > available) {
      shortages.push({ lineId: line.id, productId: line.productId, requested: line.quantity, available })
    }
    left.set(level, Math.max(0, available - line.quantity))
  }
  return shortages
}

function settleRefund(order: OrderFact, facts: OrderFacts): OrderDecision {
  if (isStandalone(order)) return settleStandalone(order, facts)
  if (order.refundOf === null || !order.reason || order.lines.some((line) => !line.refundOf)) {
    return {
      kind: 'rejected',
      code: 'order/refund-incomplete',
      details: 'refundOf of order and lines, and reason',
    }
  }
  const original = facts.originals.get(order.refundOf)
  if (original?.isRefund) {
    return { kind: 'rejected', code: 'order/refund-of-refund', details: `order ${order.refundOf}` }
  }
  const foreign = original && order.lines.find((line) => !sameProduct(original, line))
  if (foreign) return { kind: 'rejected', code: 'order/refund-mismatch', details: `line ${foreign.sku}` }

  const shortages = overRefunds(order, original)
  if (shortages.length > 0) return { kind: 'conflict', reason: 'over_refund', shortages }

  return { kind: 'accepted', changes: giveBack(order, facts), flags: [] }
}

/** A refund of goods whose sale nobody could find: it names neither order nor lines. */
function isStandalone(order: Pick<OrderFact, 'refundOf' | 'lines'>): boolean {
  return order.refundOf === null && order.lines.every((line) => !line.refundOf)
}

/**
 * With no sale to cap it, a manager's word stands in for the cap (O6), and the flag tells whoever looks later. That the
 * approver is a manager is checked where orders come in (A3).
 */
function settleStandalone(order: OrderFact, facts: OrderFacts): OrderDecision {
  const approved = order.approvals.some(({ kind }) => kind === 'standalone_refund')
  if (!order.reason || !approved) {
    const details = order.reason ? 'an approval of kind standalone_refund' : 'reason'
    return { kind: 'rejected', code: 'order/refund-unapproved', details }
  }
  return { kind: 'accepted', changes: giveBack(order, facts), flags: ['standalone_refund'] }
}

/** Takes the refund's lines off what is left of its sale, and puts back on the shelf what goes there. */
function giveBack(order: OrderFact, facts: OrderFacts): StockChange[] {
  const original = facts.originals.get(order.refundOf ?? '')
  const givenBack = paidByLine(order)
  const changes: StockChange[] = []
  for (const [index, line] of order.lines.entries()) {
    const left = original?.lines.get(line.refundOf ?? '')
    if (line.restock) {
      const pieces = left ? piecesBack(left, line.quantity) : [line]
      changes.push(
        ...pieces.map(({ productId, quantity }) => move(order, { productId }, quantity, 'refund', facts)),
      )
    }
    if (!left) continue
    left.quantity -= line.quantity
    left.amount -= givenBack[index] ?? 0
  }
  return changes
}

/**
 * Which pieces come back for so many of a sold line (O4): as a rule of its own product. Where the desk handed over
 * something else (O7), first what was never handed over and was paid back then, next the pieces given instead, last
 * the line's own.
 */
export function piecesBack(
  { productId, quantity: left, sold, given }: Refundable,
  pieces: number,
): { productId: string; quantity: number }[] {
  if (!given) return [{ productId, quantity: pieces }]
  const handedOver = given.reduce((sum, one) => sum + one.quantity, 0)
  let before = sold - left - (sold - handedOver)
  let open = pieces + Math.min(0, before)
  before = Math.max(0, before)
  const instead = given.filter((one) => one.productId !== productId)
  const own = given.filter((one) => one.productId === productId)
  return [...instead, ...own].flatMap((one) => {
    const skipped = Math.min(before, one.quantity)
    before -= skipped
    const quantity = Math.min(Math.max(0, open), one.quantity - skipped)
    open -= quantity
    return quantity > 0 ? [{ productId: one.productId, quantity }] : []
  })
}

function sameProduct(original: Original, line: OrderLine): boolean {
  return original.lines.get(line.refundOf ?? '')?.productId === line.productId
}

/** Whether a refund is within what is left of its sale as that stands now (O6). */
export function fitsItsSale(refund: OrderFact, original: Original): boolean {
  return overRefunds(refund, original).length === 0
}

/** An original that is unknown or not accepted has nothing to give back: its sale may still be on its way (U6). */
function overRefunds(order: OrderFact, original: Original | undefined): Shortage[] {
  const taken = new Map<string, { quantity: number; amount: number }>()
  const shortages: Shortage[] = []
  const givenBack = paidByLine(order)
  for (const [index, line] of order.lines.entries()) {
    const charge = givenBack[index] ?? 0
    const key = line.refundOf ?? ''
    const before = taken.get(key) ?? { quantity: 0, amount: 0 }
    const left = original?.accepted ? original.lines.get(key) : undefined
    const available = Math.max(0, (left?.quantity ?? 0) - before.quantity)
    const rest = left && { ...left, quantity: available, amount: left.amount - before.amount }
    if (!rest || line.quantity > available || charge > mostBackFor(rest, line.quantity)) {
      shortages.push({ lineId: line.id, productId: line.productId, requested: line.quantity, available })
    }
    taken.set(key, { quantity: before.quantity + line.quantity, amount: before.amount + charge })
  }
  return shortages
}

function move(
  order: OrderFact,
  line: Pick<OrderLine, 'productId'>,
  delta: number,
  reason: MovementReason,
  facts: OrderFacts,
): StockChange {
  const level = stockLevelId(order.branchId, line.productId)
  const balance = (facts.onHand.get(level) ?? 0) + delta
  facts.onHand.set(level, balance)
  return { branchId: order.branchId, productId: line.productId, delta, balance, reason }
}

/** The price at the time of sale stands; that it differed from the catalogue's is said (O5). */
function flagsOf(order: OrderFact, facts: OrderFacts): OrderFlag[] {
  const flags = new Set<OrderFlag>()
  for (const line of order.lines) {
    const product = facts.products.get(line.productId)
    if (!product) continue
    if (product.price !== line.unitPrice) flags.add('price_changed')
    if (product.taxRate !== line.taxRate) flags.add('tax_rate_changed')
    if (product.archived) flags.add('product_archived')
  }
  return [...flags]
}
