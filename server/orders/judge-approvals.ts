import { settingsOf } from '../../shared/branches/branch.ts'
import type { ApprovalLimits } from '../../shared/branches/branch.ts'
import { labelledLines } from '../../shared/orders/label-price.ts'
import { missingApprovals } from '../../shared/orders/needed-approvals.ts'
import type { ApprovalKind } from '../../shared/orders/needed-approvals.ts'
import type { OrderFact } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'

/** So long may a lane sell at an older price before it is held against it: tills are offline for days. */
const UNHEARD_MS = 7 * 86_400_000

/** The limits of branches, by id, out of their settings as stored. */
export function limitsOf(branches: readonly { id: string; limits: unknown }[]): Map<string, ApprovalLimits> {
  return new Map(branches.map(({ id, limits }) => [id, settingsOf({ limits: limits ?? {} }).limits]))
}

/**
 * The approvals that an order lacks. It stands all the same, since the sale has happened (O1), and is flagged.
 *
 * A lowered price counts only against a price that the lane must have known: the product has not been touched since a
 * week before the sale.
 */
export function lackedApprovals(
  order: OrderFact,
  limits: ReadonlyMap<string, ApprovalLimits>,
  facts: OrderFacts,
): ApprovalKind[] {
  const ofBranch = limits.get(order.branchId)
  if (!ofBranch) return []
  const knownBy = Date.parse(order.createdAt) - UNHEARD_MS
  const labelled = labelledLines(order, (productId) => facts.products.get(productId)?.price ?? null)
  // A line without a product has no price that it could undercut.
  const lines = order.lines.map((line) => (labelled.has(line.id) ? { ...line, productId: '' } : line))
  return missingApprovals({ ...order, lines }, ofBranch, (productId) => {
    const product = facts.products.get(productId)
    return product?.touchedAt !== undefined && product.touchedAt <= knownBy ? product.price : null
  })
}
