import type { MovementReason } from '../inventory/stock-movement.ts'
import type { CaseAction } from './settle-case.ts'

/** One line of a case as it stands now: what is asked for, what is there, who else has it. */
export type SuggestLine = {
  productId: string
  requested: number
  now: number
  /** Pieces that online orders took off this shelf around the time of the case. */
  takenOnline: number
  /** The shelf was counted after the case was found. */
  counted: boolean
  elsewhere: readonly { branchId: string; onHand: number }[]
  /** Products of the same group at the same branch that hold enough. */
  siblings: readonly { productId: string; onHand: number }[]
}

export type SuggestFacts =
  | {
      kind: 'order'
      /** Of a refund that was beyond its sale: how that sale stands now. Null for a sale. */
      refund: RefundState | null
      /** It came from the online shop: its goods go out once they are there. */
      isOnline: boolean
      goodsLeft: boolean
      /** Somebody decided already that it waits for stock (O8). */
      waits: boolean
      lines: readonly SuggestLine[]
    }
  | { kind: 'movement'; reason: MovementReason; counted: boolean }

export type RefundState = 'fits' | 'beyond' | 'sale-open' | 'sale-unknown' | 'sale-cancelled'

/** Why something is suggested; the words for it stand with the screens. */
export type Because =
  | 'refund-fits'
  | 'beyond-sale'
  | 'sale-open'
  | 'sale-unknown'
  | 'sale-cancelled'
  | 'there-by-now'
  | 'goods-left'
  | 'other-branch-has'
  | 'online-took'
  | 'online-took-other-has'
  | 'sibling-has'
  | 'some-there'
  | 'none-anywhere'
  | 'counted-since'
  | 'counted-after'
  | 'here-by-now'
  | 'goods-gone'

export type Suggestion = {
  /** `wait`: nothing is to be decided here, since something else comes first. */
  action: CaseAction | 'drop' | 'wait'
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
    if (facts.reason === 'recount') return { action: 'drop', because: 'counted-since' }
    // The later count stands for it. A transfer has another end, which may not have been counted.
    const isTransfer = facts.reason === 'transfer_out' || facts.reason === 'transfer_in'
    return facts.counted && !isTransfer
      ? { action: 'drop', because: 'counted-after' }
      : { action: 'recount', because: 'goods-gone' }
  }
  if (facts.refund !== null) return suggestForRefund(facts.refund)
  // What was counted after its goods had left lacks nothing: the count has seen that they are gone.
  const areGone = facts.goodsLeft && !facts.waits
  const open = areGone ? facts.lines.filter(({ counted }) => !counted) : facts.lines
  const missing = missingOf(open)
  if (missing.length === 0) {
    if (open.length < facts.lines.length) return { action: 'recount', because: 'counted-after' }
    // A counter sale that is recounted leaves a counted shelf as it is; whoever waits is given what lies there.
    return !facts.isOnline && !facts.waits && open.some(({ counted }) => counted)
      ? { action: 'backorder', because: 'here-by-now' }
      : { action: 'recount', because: 'there-by-now' }
  }
  const branchId = branchWithAll(missing)
  const patience = facts.waits ? 'cancel' : 'backorder'
  if (!facts.isOnline && open.length === facts.lines.length && onlineTook(open)) {
    // The books were right, so nothing is found: what was handed over is owed to the online customer.
    return branchId === null
      ? { action: patience, because: 'online-took' }
      : { action: 'transfer', because: 'online-took-other-has', branchId }
  }
  if (facts.goodsLeft) return { action: 'recount', because: 'goods-left' }
  if (branchId !== null) return { action: 'transfer', because: 'other-branch-has', branchId }
  // An online customer is sent what they chose, whole: a sibling in the parcel would come back.
  if (facts.isOnline) return { action: patience, because: 'none-anywhere' }
  const [only] = missing
  const sibling =
    missing.length === 1 ? only?.siblings.find(({ onHand }) => onHand >= only.missing) : undefined
  if (sibling) return { action: 'substitute', because: 'sibling-has', productId: sibling.productId }
  if (facts.lines.some(({ now }) => now > 0)) return { action: 'partial', because: 'some-there' }
  return { action: patience, because: 'none-anywhere' }
}

/** Whether online orders took all that is missing off the shelf. */
export function onlineTook(lines: readonly SuggestLine[]): boolean {
  const missing = missingOf(lines)
  return missing.length > 0 && missing.every((line) => line.takenOnline >= line.missing)
}

/** Money went over the counter for it: what can still fit is not called off. */
function suggestForRefund(state: RefundState): Suggestion {
  switch (state) {
    case 'fits':
      return { action: 'recount', because: 'refund-fits' }
    case 'beyond':
      return { action: 'cancel', because: 'beyond-sale' }
    case 'sale-cancelled':
      return { action: 'cancel', because: 'sale-cancelled' }
    case 'sale-open':
    case 'sale-unknown':
      return { action: 'wait', because: state }
  }
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
