import { enoughFor } from './demand-over.ts'
import type { Pace } from './demand-over.ts'

/** How a branch is supplied. */
export type Supply = {
  /** Days from the order until the goods are on the shelf. */
  leadDays: number
  /** Days that an order is to last beyond them. */
  coverDays: number
  /** In so many cases of all the shelf is not to run empty before the goods come: 0.95. */
  service: number
}

/**
 * At or below how many pieces to order: the quantile of demand over the lead time (the reorder point of an (s, S)
 * policy; E. A. Silver, D. F. Pyke and D. J. Thomas, 2017, Inventory and Production Management in Supply Chains). Null
 * where nothing is sold.
 */
export function reorderPointOf(pace: Pace, { leadDays, service }: Supply): number | null {
  return pace.perDay > 0 ? enoughFor(pace, leadDays, service) : null
}

/** What a shelf should hold right after an order: enough for the lead time and the days an order is to last. */
export function fullShelf(pace: Pace, { leadDays, coverDays, service }: Supply): number {
  return pace.perDay > 0 ? enoughFor(pace, leadDays + coverDays, service) : 0
}

/** A product's shelf at a branch, with what it needs. */
export type Shelf = {
  branchId: string
  onHand: number
  /** At or below it more is needed; by hand where somebody set it. Null where nothing is needed. */
  point: number | null
  /** What it should hold after an order. */
  full: number
  perDay: number
}

export type Transfer = { from: string; to: string; quantity: number }
export type Plan = { orders: { branchId: string; quantity: number }[]; transfers: Transfer[] }

/**
 * What to order and what to bring over, of one product: a shelf at its point is filled up, first from branches that
 * hold more than they need themselves, the one whose goods would lie longest first; what they cannot give is ordered.
 * Nothing is brought for less than a piece, and no giver falls below what it should hold.
 */
export function planOrders(shelves: readonly Shelf[]): Plan {
  const lacking = shelves
    .filter(({ onHand, point, full }) => point !== null && onHand <= point && Math.max(full, point) > onHand)
    .toSorted((a, b) => daysOf(a) - daysOf(b) || (a.branchId < b.branchId ? -1 : 1))
  const givers = shelves
    .map((shelf) => ({ ...shelf, spare: shelf.onHand - Math.max(shelf.full, shelf.point ?? 0) }))
    .filter(({ spare }) => spare > 0)
    .toSorted((a, b) => daysOf(b) - daysOf(a) || (a.branchId < b.branchId ? -1 : 1))
  const plan: Plan = { orders: [], transfers: [] }
  for (const shelf of lacking) {
    let wanted = Math.max(shelf.full, shelf.point ?? 0) - shelf.onHand
    for (const giver of givers) {
      const quantity = Math.min(wanted, giver.spare)
      if (quantity <= 0 || giver.branchId === shelf.branchId) continue
      plan.transfers.push({ from: giver.branchId, to: shelf.branchId, quantity })
      giver.spare -= quantity
      wanted -= quantity
    }
    if (wanted > 0) plan.orders.push({ branchId: shelf.branchId, quantity: wanted })
  }
  return plan
}

function daysOf({ onHand, perDay }: Shelf): number {
  return perDay > 0 ? onHand / perDay : onHand > 0 ? Number.POSITIVE_INFINITY : 0
}
