import type { ApprovalLimits } from '../../shared/branches/branch.ts'
import { labelledLines } from '../../shared/orders/label-price.ts'
import { missingApprovals } from '../../shared/orders/needed-approvals.ts'
import type { Approval, OrderFact } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'
import type { IsManagersWord } from '../approvals/who-may-approve.ts'

/** So long may a lane sell at an older price before it is held against it: tills are offline for days. */
const UNHEARD_MS = 7 * 86_400_000

/** What a cashier says without a manager. */
const ownWords: ReadonlySet<string> = new Set(['sold_short', 'label_price'])

/**
 * The approvals of an order that count: a manager's word (A3). Any other counts for nothing, and the sale stands. That
 * the counter was empty, or a price was on a label, is the cashier's own word.
 */
export function heardApprovals(order: OrderFact, isManagersWord: IsManagersWord): Approval[] {
  const { approvals, deviceId, id } = order
  return approvals.filter(
    (approval) => isOwnWord(order, approval) || isManagersWord(approval, { deviceId, id, order }),
  )
}

/** Whether it is what a cashier says of the own sale, without a manager. */
export function isOwnWord(
  { cashierId }: Pick<OrderFact, 'cashierId'>,
  { kind, approverId }: Pick<Approval, 'kind' | 'approverId'>,
): boolean {
  return ownWords.has(kind) && approverId === cashierId
}

/**
 * The approvals that an order lacks, or has from somebody whose word does not count. It stands
 * all the same, since the sale has happened (O1), and is flagged.
 *
 * A lowered price counts only against a price that the lane must have known: the product has not been touched since a
 * week before the sale.
 *
 * @param limits of the order's branch; without them nothing needs a word
 */
export function lackedApprovals(
  order: OrderFact,
  heard: readonly Approval[],
  limits: ApprovalLimits | undefined,
  facts: OrderFacts,
): string[] {
  const unheard = order.approvals.filter((approval) => !heard.includes(approval)).map(({ kind }) => kind)
  if (!limits) return unheard
  const knownBy = Date.parse(order.createdAt) - UNHEARD_MS
  const labelled = labelledLines(order, (productId) => facts.products.get(productId)?.price ?? null)
  // A line without a product has no price that it could undercut.
  const lines = order.lines.map((line) => (labelled.has(line.id) ? { ...line, productId: '' } : line))
  const missing = missingApprovals({ ...order, lines, approvals: heard }, limits, (productId) => {
    const product = facts.products.get(productId)
    return product?.touchedAt !== undefined && product.touchedAt <= knownBy ? product.price : null
  })
  return [...new Set([...unheard, ...missing])]
}
