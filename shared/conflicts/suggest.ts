import type { MovementReason } from '../inventory/stock-movement.ts'
import type { CaseAction } from './settle-case.ts'

/** One line of a case as it stands now: what is asked for, what is there, who else has it. */
export type SuggestLine = {
  productId: string
  requested: number
  now: number
  elsewhere: readonly { branchId: string; onHand: number }[]
  /** Products of the same group at the same branch that hold enough. */
  siblings: readonly { productId: string; onHand: number }[]
}

export type SuggestFacts =
  | { kind: 'order'; overRefund: boolean; goodsLeft: boolean; lines: readonly SuggestLine[] }
  | { kind: 'movement'; reason: MovementReason }

/** Why something is suggested; the words for it stand with the screens. */
export type Because =
  | 'beyond-sale'
  | 'there-by-now'
  | 'goods-left'
  | 'other-branch-has'
  | 'sibling-has'
  | 'some-there'
  | 'none-anywhere'
  | 'counted-since'
  | 'goods-gone'

export type Suggestion = {
  action: CaseAction | 'drop'
  because: Because
  /** The branch to take from, or the product to give instead. */
  branchId?: string
  productId?: string
}

/**
 * What to do about a case, and why: the books follow the goods. Goods that left were on the shelf, whatever the books
 * say; for goods that did not, the nearest way to the customer is looked for first, and their patience asked for last.
 */
export function suggest(facts: SuggestFacts): Suggestion {
  if (facts.kind === 'movement') {
    // A count that no longer fits was followed by sales: only a new count says what is there.
    return facts.reason === 'recount'
      ? { action: 'drop', because: 'counted-since' }
      : { action: 'recount', because: 'goods-gone' }
  }
  if (facts.overRefund) return { action: 'cancel', because: 'beyond-sale' }
  const missing = missingOf(facts.lines)
  if (missing.length === 0) return { action: 'recount', because: 'there-by-now' }
  if (facts.goodsLeft) return { action: 'recount', because: 'goods-left' }
  const branchId = branchWithAll(missing)
  if (branchId !== null) return { action: 'transfer', because: 'other-branch-has', branchId }
  const [only] = missing
  const sibling =
    missing.length === 1 ? only?.siblings.find(({ onHand }) => onHand >= only.missing) : undefined
  if (sibling) return { action: 'substitute', because: 'sibling-has', productId: sibling.productId }
  if (facts.lines.some(({ now }) => now > 0)) return { action: 'partial', because: 'some-there' }
  return { action: 'backorder', because: 'none-anywhere' }
}

type Missing = SuggestLine & { missing: number }

/** By product: two lines may name one. */
function missingOf(lines: readonly SuggestLine[]): Missing[] {
  return [...Map.groupBy(lines, ({ productId }) => productId).values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const requested = same.reduce((sum, line) => sum + line.requested, 0)
    return requested > first.now ? [{ ...first, requested, missing: requested - first.now }] : []
  })
}

/** The branch that holds everything that is missing, the fullest of them. */
function branchWithAll(missing: readonly Missing[]): string | null {
  const [first] = missing
  const able = (first?.elsewhere ?? [])
    .filter(({ branchId }) =>
      missing.every((line) =>
        line.elsewhere.some((other) => other.branchId === branchId && other.onHand >= line.missing),
      ),
    )
    .toSorted((a, b) => b.onHand - a.onHand || (a.branchId < b.branchId ? -1 : 1))
  return able[0]?.branchId ?? null
}
