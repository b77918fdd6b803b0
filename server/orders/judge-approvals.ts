import { mayApprove } from '../../shared/access/lane-people.ts'
import type { Role } from '../../shared/access/roles.ts'
import { settingsOf } from '../../shared/branches/branch.ts'
import type { ApprovalLimits } from '../../shared/branches/branch.ts'
import { labelledLines } from '../../shared/orders/label-price.ts'
import { missingApprovals } from '../../shared/orders/needed-approvals.ts'
import type { Approval, OrderFact } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'

/** So long may a lane sell at an older price before it is held against it: tills are offline for days. */
const UNHEARD_MS = 7 * 86_400_000

/** The limits of branches, by id, out of their settings as stored. */
export function limitsOf(branches: readonly { id: string; limits: unknown }[]): Map<string, ApprovalLimits> {
  return new Map(branches.map(({ id, limits }) => [id, settingsOf({ limits: limits ?? {} }).limits]))
}

const ownWords: ReadonlySet<string> = new Set(['sold_short', 'label_price'])

export type Approver = { role: Role; disabledAt: string | null }

/**
 * The approvals of an order that count: given by a manager, whose account was not switched off before (A3). A lane
 * that was offline may not have heard that somebody has left: such a word counts for nothing, and the sale stands.
 * That the counter was empty, or a price was on a label, is the cashier's own word.
 *
 * @param approvers people named in approvals who exist in the business, by id
 */
export function heardApprovals(
  { approvals, cashierId }: OrderFact,
  approvers: ReadonlyMap<string, Approver>,
): Approval[] {
  return approvals.filter(({ kind, approverId, at }) => {
    if (ownWords.has(kind) && approverId === cashierId) return true
    const approver = approvers.get(approverId)
    if (!approver || !mayApprove(approver.role)) return false
    return approver.disabledAt === null || Date.parse(approver.disabledAt) > Date.parse(at)
  })
}

/**
 * The approvals that an order lacks, or has from somebody whose word does not count. It stands all the same, since the sale has happened (O1), and is flagged.
 *
 * A lowered price counts only against a price that the lane must have known: the product has not been touched since a
 * week before the sale.
 */
export function lackedApprovals(
  order: OrderFact,
  heard: readonly Approval[],
  limits: ReadonlyMap<string, ApprovalLimits>,
  facts: OrderFacts,
): string[] {
  const unheard = order.approvals.filter((approval) => !heard.includes(approval)).map(({ kind }) => kind)
  const ofBranch = limits.get(order.branchId)
  if (!ofBranch) return unheard
  const knownBy = Date.parse(order.createdAt) - UNHEARD_MS
  const labelled = labelledLines(order, (productId) => facts.products.get(productId)?.price ?? null)
  // A line without a product has no price that it could undercut.
  const lines = order.lines.map((line) => (labelled.has(line.id) ? { ...line, productId: '' } : line))
  const missing = missingApprovals({ ...order, lines, approvals: heard }, ofBranch, (productId) => {
    const product = facts.products.get(productId)
    return product?.touchedAt !== undefined && product.touchedAt <= knownBy ? product.price : null
  })
  return [...new Set([...unheard, ...missing])]
}
