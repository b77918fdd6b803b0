import { factOf } from '../orders/order.ts'
import { settleOrder } from '../orders/settle.ts'
import type { OrderFacts } from '../orders/settle.ts'
import type { CaseDecision, CaseMove, OpenCase } from './decide-case.ts'

/**
 * Looks again at a refund that was beyond its sale (O6): the sale may have been a case itself then, or not here yet.
 * Where it fits by now it is accepted like any refund, its pieces back on the shelf. Changes `facts` where it accepts,
 * so that the next refund of the same sale meets what is left.
 */
export function decideRefund(refund: OpenCase, facts: OrderFacts): CaseDecision {
  const decision = settleOrder(factOf(refund), facts)
  if (decision.kind !== 'accepted') return { kind: 'unfitting', why: 'over-refund' }
  const moves = decision.changes.map((change): CaseMove => ({ ...change, reason: 'refund', pair: null }))
  return { kind: 'accepted', moves, given: null, unpaid: [] }
}
