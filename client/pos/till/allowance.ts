import type { ApprovalRequest } from '../../people/approval.ts'
import type { Cart } from '../cart.ts'
import type { Allowance } from '../lanes/lane-risk.ts'
import { nameOf } from '../name-of.ts'

/**
 * The products of which this sale takes more than this lane's share while it hears nothing of the others, and for
 * which no manager has allowed as many: so that oversells are bounded by what was on the shelf.
 *
 * @param allowanceOf null where nothing bounds the product: online, switched off, or no level known
 */
export function allowanceNeeds(
  cart: Cart,
  allowanceOf: (productId: string) => Allowance | null,
): ApprovalRequest[] {
  const byProduct = Map.groupBy(cart.lines, ({ productId }) => productId)
  return [...byProduct].flatMap(([productId, lines]): ApprovalRequest[] => {
    const [first] = lines
    const allowance = allowanceOf(productId)
    if (!allowance || !first) return []
    const wanted = lines.reduce((sum, { quantity }) => sum + quantity, 0)
    const left = Math.max(0, allowance.share - allowance.sold)
    if (wanted <= left || isAllowed(cart, productId, wanted)) return []
    const details = { lineId: first.id, productId, wanted, ...allowance }
    return [{ kind: 'allowance', what: nameOf(first), before: String(left), after: String(wanted), details }]
  })
}

/** A word for three pieces is none for four. */
function isAllowed({ approvals }: Cart, productId: string, wanted: number): boolean {
  return approvals.some(
    ({ kind, details }) =>
      kind === 'allowance' && details?.['productId'] === productId && Number(details['wanted']) >= wanted,
  )
}
