import type { Minor } from '../../../shared/basics/scalars.ts'
import type { ApprovalLimits } from '../../../shared/branches/branch.ts'
import { isOver } from '../../../shared/orders/needed-approvals.ts'
import { chargeFor } from '../../../shared/orders/sums.ts'
import type { ApprovalRequest } from '../../people/approval.ts'
import type { Cart, CartLine } from '../cart.ts'
import * as carts from '../cart.ts'
import type { LineDiscount } from '../line-discount.ts'
import { nameOf } from '../name-of.ts'
import type { TillCore } from './core.ts'

/** What is taken off a line; over the branch's limit only with a manager's word. */
export function discounts(core: TillCore) {
  const { parts } = core

  /** Resolves when the discount is given, or was refused and left as it was. */
  async function setDiscount(lineId: string, discount: LineDiscount): Promise<void> {
    if (!core.canSell()) return
    const { cart } = core.state()
    const given = carts.setDiscount(carts.forgetApprovals(cart, lineId, 'line_discount'), lineId, discount)
    const line = given.lines.find(({ id }) => id === lineId)
    const request = line && lineDiscountRequest(line, parts.limits())
    const approval = request ? await parts.askApproval(request) : null
    // The sale may be another one by now: somebody took their time.
    if ((request && !approval) || core.state().cart.id !== cart.id) return
    core.sell((now) => {
      const without = carts.forgetApprovals(now, lineId, 'line_discount')
      const done = carts.setDiscount(without, lineId, discount)
      return approval ? carts.addApproval(done, approval) : done
    })
  }

  return { setDiscount }
}

/**
 * The discounts of a cart that are over the limit without a manager's word: an amount that was within it may pass it
 * when pieces are taken out again.
 */
export function discountNeeds(cart: Cart, limits: ApprovalLimits): ApprovalRequest[] {
  return cart.lines.flatMap((line) => {
    const request = lineDiscountRequest(line, limits)
    return request && !carts.isApproved(cart, line.id, 'line_discount') ? [request] : []
  })
}

function lineDiscountRequest(line: CartLine, limits: ApprovalLimits): ApprovalRequest | null {
  const gross = chargeFor(line.quantity, line.unitPrice)
  const { discount } = carts.pricedLine(line)
  if (!isOver(discount, gross, limits.lineDiscountBp)) return null
  return {
    kind: 'line_discount',
    what: nameOf(line),
    before: gross,
    after: (gross - discount) as Minor,
    details: { lineId: line.id, productId: line.productId, discount },
  }
}
