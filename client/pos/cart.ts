import { z } from 'zod'
import type { Minor } from '../../shared/basics/scalars.ts'
import { Amount, BasisPoints, Id, Instant, Quantity } from '../../shared/basics/scalars.ts'
import type { Product } from '../../shared/catalog/product.ts'
import { Approval } from '../../shared/orders/order.ts'
import type { PricedLine } from '../../shared/orders/sums.ts'
import { chargeFor } from '../../shared/orders/sums.ts'
import { Discount, discountOn, noDiscount } from './discount.ts'

/** A product in the cart. `soldShort` is there where it was sold on although the counter showed nothing left. */
export const CartLine = z.strictObject({
  id: Id,
  productId: Id,
  sku: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  quantity: Quantity,
  unitPrice: Amount,
  /** What the catalogue asked where another price was typed; null where nobody did. */
  priceWas: z.nullable(Amount).default(null),
  /** The code on a scale's label, which says the price or the weight; such a line is of this label alone. */
  label: z.nullable(z.string()).default(null),
  taxRate: BasisPoints,
  discount: Discount,
  soldShort: z.nullable(z.strictObject({ onHand: z.int(), at: Instant })),
})
export type CartLine = z.infer<typeof CartLine>

/** An open sale. Its id becomes the order's, so that paying twice for one cart is one order. */
export const Cart = z.strictObject({
  id: Id,
  lines: z.array(CartLine),
  selectedId: z.nullable(Id),
  /** Off the whole sale, after what is off its lines. */
  discount: Discount.default(noDiscount),
  /** Who buys; perhaps somebody whom this device has yet to hear of (U6). */
  customerId: z.nullable(Id).default(null),
  /** What a manager has allowed in this sale; of a line where `details.lineId` names it. */
  approvals: z.array(Approval).default([]),
})
export type Cart = z.infer<typeof Cart>

/** Most lines that one order may have. */
export const mostLines = 200
/** Most pieces of one line. */
export const mostPieces = 100_000
/** Most money that an order can name, minor units. */
const mostMoney = 1e11

export function emptyCart(id: string): Cart {
  return { id, lines: [], selectedId: null, discount: noDiscount, customerId: null, approvals: [] }
}

/**
 * Puts pieces of a product into the cart: onto its line where there is one, so that a second scan adds one.
 * The touched line is the selected one afterwards. `full` where the order would pass 200 lines.
 */
export function addProduct(
  cart: Cart,
  product: Product,
  quantity: number,
  lineId: string,
): { kind: 'added'; cart: Cart; line: CartLine } | { kind: 'full' } {
  const present = cart.lines.find((line) => line.productId === product.id && line.label === null)
  if (present) {
    const line = { ...present, quantity: pieces(present.quantity + quantity) }
    return { kind: 'added', cart: withLine(cart, line), line }
  }
  return withNewLine(cart, lineOf(product, quantity, lineId))
}

/** Puts what a scale's label sells into the cart, as a line of its own: another piece weighs and costs something else. */
export function addLabelled(
  cart: Cart,
  product: Product,
  { quantity, unitPrice, label }: { quantity: number; unitPrice: number; label: string },
  lineId: string,
): ReturnType<typeof addProduct> {
  const line = { ...lineOf(product, quantity, lineId), unitPrice: unitPrice as Minor, label }
  return withNewLine(cart, line)
}

/** Sets how many pieces a line has; none removes it. */
export function setQuantity(cart: Cart, lineId: string, quantity: number): Cart {
  if (quantity < 1) return removeLine(cart, lineId)
  return changeLine(cart, lineId, (line) => ({ ...line, quantity: pieces(quantity) }))
}

export function setDiscount(cart: Cart, lineId: string, discount: Discount): Cart {
  return changeLine(cart, lineId, (line) => ({ ...line, discount }))
}

/** Takes something off the whole sale, after what is off its lines; off nothing there is nothing to take. */
export function setSaleDiscount(cart: Cart, discount: Discount): Cart {
  return cart.lines.length === 0 ? cart : { ...cart, discount }
}

/**
 * Sells a line at another price than the catalogue's; the catalogue's own again is no other price. It is what a piece
 * costs from now on: a discount from before, and a manager's word for it, would make less of it than was typed.
 */
export function setPrice(cart: Cart, lineId: string, unitPrice: Minor): Cart {
  const priced = changeLine(cart, lineId, (line) => {
    const was = line.priceWas ?? line.unitPrice
    return { ...line, unitPrice, priceWas: was === unitPrice ? null : was, discount: noDiscount }
  })
  return forgetApprovals(priced, lineId, 'line_discount')
}

/** Remembers that a line was sold on although the counter showed `onHand` pieces at `at`. */
export function noteSoldShort(cart: Cart, lineId: string, onHand: number, at: string): Cart {
  return changeLine(cart, lineId, (line) => ({ ...line, soldShort: { onHand, at } }))
}

/** Puts a manager's word into the sale. */
export function addApproval(cart: Cart, approval: Approval): Cart {
  return { ...cart, approvals: [...cart.approvals, approval] }
}

/** Drops what was allowed of a line, or of the sale: it was allowed for what is being changed now. */
export function forgetApprovals(cart: Cart, lineId: string | null, kind: Approval['kind']): Cart {
  const approvals = cart.approvals.filter((approval) => !isOf(approval, lineId, kind))
  return approvals.length === cart.approvals.length ? cart : { ...cart, approvals }
}

/** The approval of this kind for a line, or for the sale where no line is named. */
export function approvalOf(cart: Cart, lineId: string | null, kind: Approval['kind']): Approval | null {
  return cart.approvals.find((approval) => isOf(approval, lineId, kind)) ?? null
}

/**
 * Takes a line out; its neighbour is selected then, so that the next key still means something. With the last line goes
 * all that was off the sale and whatever was allowed in it: the next goods are another customer's.
 */
export function removeLine(cart: Cart, lineId: string): Cart {
  const at = cart.lines.findIndex((line) => line.id === lineId)
  if (at < 0) return cart
  if (cart.lines.length === 1) return { ...emptyCart(cart.id), customerId: cart.customerId }
  const lines = cart.lines.toSpliced(at, 1)
  const neighbour = lines[at] ?? lines[at - 1]
  const approvals = cart.approvals.filter((approval) => approval.details?.['lineId'] !== lineId)
  return { ...cart, lines, approvals, selectedId: neighbour?.id ?? null }
}

export function selectLine(cart: Cart, lineId: string): Cart {
  return cart.lines.some((line) => line.id === lineId) ? { ...cart, selectedId: lineId } : cart
}

/** The selected line moved by `step`, staying inside the cart. */
export function moveSelection(cart: Cart, step: number): Cart {
  const at = cart.lines.findIndex((line) => line.id === cart.selectedId)
  const next = cart.lines[Math.min(cart.lines.length - 1, Math.max(0, at + step))]
  return next ? { ...cart, selectedId: next.id } : cart
}

export function selectedLine(cart: Cart): CartLine | null {
  return cart.lines.find((line) => line.id === cart.selectedId) ?? null
}

/** Whether an order can name what this costs: a price typed with a finger too many, times pieces, may be beyond it. */
export function fitsOrder(cart: Cart): boolean {
  const charges = cart.lines.map(({ quantity, unitPrice }) => chargeFor(quantity, unitPrice))
  return charges.reduce((sum, charge) => sum + charge, 0) <= mostMoney
}

/** Whether there is nothing in this sale that somebody might miss. */
export function isUntouched(cart: Cart): boolean {
  return cart.lines.length === 0 && cart.customerId === null
}

/** Pieces in the cart, over all lines. */
export function piecesIn(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0)
}

/** A line as the shared sums want it: its discount as money. */
export function pricedLine(line: CartLine): PricedLine {
  const { quantity, unitPrice, taxRate } = line
  return { quantity, unitPrice, taxRate, discount: discountOn(chargeFor(quantity, unitPrice), line.discount) }
}

function isOf(approval: Approval, lineId: string | null, kind: string): boolean {
  return approval.kind === kind && (approval.details?.['lineId'] ?? null) === lineId
}

function lineOf(product: Product, quantity: number, id: string): CartLine {
  return {
    id,
    productId: product.id,
    sku: product.sku,
    title: product.title,
    variantTitle: product.variantTitle,
    quantity: pieces(quantity),
    unitPrice: product.price,
    priceWas: null,
    label: null,
    taxRate: product.taxRate,
    discount: noDiscount,
    soldShort: null,
  }
}

function withNewLine(cart: Cart, line: CartLine): ReturnType<typeof addProduct> {
  if (cart.lines.length >= mostLines) return { kind: 'full' }
  return { kind: 'added', cart: { ...cart, lines: [...cart.lines, line], selectedId: line.id }, line }
}

function withLine(cart: Cart, line: CartLine): Cart {
  return {
    ...cart,
    lines: cart.lines.map((other) => (other.id === line.id ? line : other)),
    selectedId: line.id,
  }
}

function changeLine(cart: Cart, lineId: string, change: (line: CartLine) => CartLine): Cart {
  const line = cart.lines.find((candidate) => candidate.id === lineId)
  return line ? withLine(cart, change(line)) : cart
}

function pieces(quantity: number): Quantity {
  return Math.min(mostPieces, Math.max(1, Math.trunc(quantity))) as Quantity
}
