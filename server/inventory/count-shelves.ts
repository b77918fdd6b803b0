import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { takePositions } from '../log/take-positions.ts'
import { lastCounts } from './queries.ts'
import { recountOf } from './recount-of.ts'
import { bookStock, holdStock } from './stock.ts'

/** A shelf as it is, locked: what it holds, and the position of its last count; 0 where none is known. */
export type HeldShelf = { onHand: number; countedAt: number }

/**
 * Locks the shelves of products at a branch, as a sale does.
 *
 * @param withCounts whether it matters when they were counted last, as it does to an undo
 */
export async function holdShelves(
  tx: Tx,
  tenantId: string,
  branchId: string,
  productIds: readonly string[],
  withCounts: boolean,
): Promise<Map<string, HeldShelf>> {
  const onHand = await holdStock(
    tx,
    tenantId,
    productIds.map((productId) => ({ branchId, productId })),
  )
  const counted = withCounts
    ? await lastCounts(tx, tenantId, branchId, productIds)
    : new Map<string, number>()
  return new Map(
    productIds.map((id) => [
      id,
      { onHand: onHand.get(stockLevelId(branchId, id)) ?? 0, countedAt: counted.get(id) ?? 0 },
    ]),
  )
}

/** What a shelf is to hold, and what it held when it was locked. */
export type ShelfToCount = { productId: string; counted: number; expected: number }

/**
 * Books counts of shelves that `holdShelves` locked, as movements `recount` (M1), at least one. Takes the positions:
 * those of the movements come first, in the order given.
 *
 * @returns the position of the first movement
 */
export async function countShelves(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  said: { branchId: string; actorId: string; note: string; at: string },
  shelves: readonly ShelfToCount[],
): Promise<number> {
  const first = await takePositions(tx, tenantId, [
    ['stockMovements', shelves.length],
    ['stockLevels', shelves.length],
  ])
  const movements = shelves.map((shelf) => recountOf(deps, { ...said, ...shelf }))
  await bookStock(tx, tenantId, movements, first, said.at)
  return first
}
