import type { ApprovalLimits } from '../../../shared/branches/branch.ts'
import type { Approval } from '../../../shared/orders/order.ts'
import type { ApprovalRequest } from '../../people/approval.ts'
import type { Cart } from '../cart.ts'
import { addApproval, forgetApprovals } from '../cart.ts'
import { allowanceNeeds } from './allowance.ts'
import type { TillCore } from './core.ts'
import { discountNeeds } from './discounts.ts'
import type { PayGate } from './payment.ts'

/** What in a cart still needs a manager's word. A feature that can pass a limit adds its own here. */
const needs: readonly ((cart: Cart, limits: ApprovalLimits) => ApprovalRequest[])[] = [discountNeeds]

/** Before money is taken, every limit that the cart passes has its approval: asked one after the other. */
export function approvalGate(core: TillCore): PayGate {
  const { parts } = core
  let asking = false
  return (goOn) => {
    if (asking) return false
    const { cart } = core.state()
    const [first] = [
      ...needs.flatMap((needsOf) => needsOf(cart, parts.limits())),
      ...allowanceNeeds(cart, parts.allowance),
    ]
    if (!first) return true
    asking = true
    void parts
      .askApproval(first)
      .catch(() => null)
      .then((approval) => {
        asking = false
        if (!approval || core.state().cart.id !== cart.id) return
        const { lineId } = { lineId: null, ...first.details } as { lineId: string | null }
        core.sell((now) =>
          addApproval(forgetApprovals(now, lineId, first.kind as Approval['kind']), approval),
        )
        goOn()
      })
    return false
  }
}
