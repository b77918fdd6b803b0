import type { ApprovalLimits } from '../branches/branch.ts'
import type { OrderFact } from './order.ts'

/** What a manager's word can be needed for. A limit of the branch says from where on. */
export const approvalKinds = [
  'line_discount',
  'cart_discount',
  'price_override',
  'refund',
  'standalone_refund',
] as const
export type ApprovalKind = (typeof approvalKinds)[number]

/** What of an order the limits look at; a cart that is not paid yet has it too. */
export type JudgedOrder = Pick<OrderFact, 'kind' | 'discount' | 'subtotal' | 'total'> & {
  /** On a refund: the sale it gives back, null where that is not known. */
  refundOf?: string | null
  lines: readonly Pick<OrderFact['lines'][number], 'productId' | 'quantity' | 'unitPrice' | 'discount'>[]
}

/** The catalogue's price in minor units; null where nobody can say what the till should have known. */
export type PriceOf = (productId: string) => number | null

/**
 * The kinds of approval that an order needs, each once: judged by till and server alike, so that what the till asks
 * for is what the server looks for. What is exactly at a limit needs nobody.
 *
 * A discount or a lowered price cannot be over a limit on a refund: it gives back what was paid.
 */
export function neededApprovals(
  order: JudgedOrder,
  limits: ApprovalLimits,
  priceOf: PriceOf,
): ApprovalKind[] {
  if (order.kind === 'refund') {
    // The word for a refund without its sale is one for its amount too.
    if (order.refundOf === null) return ['standalone_refund']
    return order.total > limits.refundTotal ? ['refund'] : []
  }
  const over: Record<ApprovalKind, boolean> = {
    line_discount: order.lines.some(
      (line) =>
        line.discount > 0 && isOver(...takenOff(line, priceOf(line.productId)), limits.lineDiscountBp),
    ),
    cart_discount: isOver(order.discount, order.subtotal, limits.cartDiscountBp),
    price_override: order.lines.some(({ productId, unitPrice }) => {
      const price = priceOf(productId)
      return price !== null && isOver(price - unitPrice, price, limits.priceOverrideBp)
    }),
    refund: false,
    standalone_refund: false,
  }
  return approvalKinds.filter((kind) => over[kind])
}

/**
 * What a line costs less than it usually would, and what it usually would: a discount on a lowered price counts with
 * what the price was lowered by, or two limits could be given one after the other.
 *
 * @param usual what the catalogue asks for a piece; null where nobody can say
 */
export function takenOff(
  {
    quantity,
    unitPrice,
    discount,
  }: Pick<JudgedOrder['lines'][number], 'quantity' | 'unitPrice' | 'discount'>,
  usual: number | null,
): [taken: number, whole: number] {
  const whole = quantity * Math.max(unitPrice, usual ?? 0)
  return [whole - quantity * unitPrice + discount, whole]
}

/** The needed kinds that none of the order's approvals is of. */
export function missingApprovals(
  order: JudgedOrder & { approvals: readonly { kind: string }[] },
  limits: ApprovalLimits,
  priceOf: PriceOf,
): ApprovalKind[] {
  const given = new Set(order.approvals.map(({ kind }) => kind))
  return neededApprovals(order, limits, priceOf).filter((kind) => !given.has(kind))
}

/**
 * Whether more is taken off than a share of the whole, minor units and basis points. The share is rounded half up, as
 * a percentage at the till is: what somebody gives as exactly the limit is not over it by a rounded cent.
 */
export function isOver(taken: number, whole: number, limitBp: number): boolean {
  if (taken <= 0) return false
  // BigInt: a hundred thousand pieces at a large price pass 2^53 in this product.
  const allowed = (BigInt(whole) * BigInt(limitBp) * 2n + 10_000n) / 20_000n
  return BigInt(taken) > allowed
}
