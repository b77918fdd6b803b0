import type { Minor } from '../../../shared/basics/scalars.ts'
import type { ApprovalLimits } from '../../../shared/branches/branch.ts'
import { isOver, takenOff } from '../../../shared/orders/needed-approvals.ts'
import type { ApprovalRequest } from '../../people/approval.ts'
import type { Cart, CartLine } from '../cart.ts'
import * as carts from '../cart.ts'
import type { Discount } from '../discount.ts'
import { nameOf } from '../name-of.ts'
import { sumsOfCart } from '../order-of-cart.ts'
import type { TillCore } from './core.ts'

type Reduction = 'line_discount' | 'price_override' | 'cart_discount'

/**
 * What makes a sale cheaper: a discount on a line or on the whole, or another price. Over the branch's limit only with
 * a manager's word. Each verb resolves when it is done, or was refused and everything left as it was.
 */
export function discounts(core: TillCore) {
  const { parts } = core

  async function reduce(kind: Reduction, lineId: string | null, change: (cart: Cart) => Cart): Promise<void> {
    if (!core.canSell()) return
    const { cart } = core.state()
    const wanted = change(carts.forgetApprovals(cart, lineId, kind))
    // What no order could name is refused before a manager is called for it.
    const request = carts.fitsOrder(wanted) ? requestFor(kind, wanted, lineId, parts.limits()) : null
    const approval = request ? await parts.askApproval(request) : null
    // The sale may be another one by now: somebody took their time.
    if ((request && !approval) || core.state().cart.id !== cart.id) return
    core.sell((now) => {
      const before = carts.forgetApprovals(now, lineId, kind)
      const done = change(before)
      // What the word was for may be gone by now.
      if (done === before) return now
      return approval ? carts.addApproval(done, approval) : done
    })
  }

  return {
    setDiscount: (lineId: string, discount: Discount) =>
      reduce('line_discount', lineId, (cart) => carts.setDiscount(cart, lineId, discount)),
    setPrice: (lineId: string, price: Minor) =>
      reduce('price_override', lineId, (cart) => carts.setPrice(cart, lineId, price)),
    setSaleDiscount: (discount: Discount) =>
      reduce('cart_discount', null, (cart) => carts.setSaleDiscount(cart, discount)),
  }
}

/**
 * What a cart still needs a manager's word for: an amount that was within the limit, or was approved, may be a larger
 * share once pieces are taken out again.
 */
export function discountNeeds(cart: Cart, limits: ApprovalLimits): ApprovalRequest[] {
  const asked: [Reduction, string | null][] = [
    ...cart.lines.flatMap(({ id }): [Reduction, string][] => [
      ['line_discount', id],
      ['price_override', id],
    ]),
    ['cart_discount', null],
  ]
  return asked.flatMap(([kind, lineId]) => {
    const request = requestFor(kind, cart, lineId, limits)
    return request && !isCovered(cart, request, lineId) ? [request] : []
  })
}

function requestFor(
  kind: Reduction,
  cart: Cart,
  lineId: string | null,
  limits: ApprovalLimits,
): ApprovalRequest | null {
  const line = cart.lines.find(({ id }) => id === lineId)
  if (kind === 'cart_discount') {
    const { subtotal, total } = sumsOfCart(cart)
    return requestOver(kind, limits.cartDiscountBp, subtotal, total, '', { discount: subtotal - total })
  }
  if (!line) return null
  const about = { lineId: line.id, productId: line.productId }
  if (kind === 'price_override') {
    const { priceWas, unitPrice } = line
    const limit = limits.priceOverrideBp
    return requestOver(kind, limit, priceWas ?? unitPrice, unitPrice, nameOf(line), {
      ...about,
      price: unitPrice,
    })
  }
  return lineDiscountRequest(line, limits, about)
}

function lineDiscountRequest(line: CartLine, limits: ApprovalLimits, about: object): ApprovalRequest | null {
  const priced = carts.pricedLine(line)
  const { discount } = priced
  if (discount === 0) return null
  const [taken, usual] = takenOff(priced, line.priceWas)
  return requestOver(
    'line_discount',
    limits.lineDiscountBp,
    usual as Minor,
    (usual - taken) as Minor,
    nameOf(line),
    {
      ...about,
      discount,
    },
  )
}

function requestOver(
  kind: Reduction,
  limitBp: number,
  before: Minor,
  after: Minor,
  what: string,
  details: object,
): ApprovalRequest | null {
  if (!isOver(before - after, before, limitBp)) return null
  return { kind, what, before, after, details: { ...details, taken: before - after, of: before } }
}

/** Whether a manager has allowed as large a share of the whole as is taken now. */
function isCovered(cart: Cart, { kind, details }: ApprovalRequest, lineId: string | null): boolean {
  const given = carts.approvalOf(cart, lineId, kind)?.details
  if (!given) return false
  const [taken, of, allowed, allowedOf] = [
    details?.['taken'],
    details?.['of'],
    given['taken'],
    given['of'],
  ].map((amount) => BigInt(typeof amount === 'number' ? amount : 0)) as [bigint, bigint, bigint, bigint]
  // A rate that was approved is rounded to a minor unit more or less as pieces come and go.
  return (taken - 1n) * allowedOf <= allowed * of
}
