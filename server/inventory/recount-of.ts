import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Deps } from '../deps.ts'
import type { Booking } from './stock.ts'

/**
 * What the ledger says of recounts by many for which nobody counted: levels changed by so much, or put back as they
 * were. A movement has no other field for it, and what was counted is told from what was not by these words.
 */
export const uncounted = { by: 'bulk change', undo: 'bulk count undone' } as const

/** What it says of counts by many; before the words above there were, of levels changed by so much too. */
export const countedInBulk = 'bulk count'

/** What somebody counted on a shelf, and what the books said of it while it was locked. */
export type Counted = {
  branchId: string
  productId: string
  counted: number
  expected: number
  note: string
  actorId: string
  at: string
}

/** The movement that brings a shelf to what was counted at a desk (M1); it has no position yet. */
export function recountOf(deps: Pick<Deps, 'newId'>, { at, ...said }: Counted): Booking {
  const document = {
    ...said,
    id: deps.newId(),
    seq: 0,
    _deleted: false,
    delta: said.counted - said.expected,
    balance: said.counted,
    reason: 'recount',
    orderId: null,
    transferId: null,
    deviceId: null,
    createdAt: at,
  } as StockMovement
  return { document, hash: null }
}
