import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import { allOf } from '../database/all-of.ts'
import type { Tx } from '../database/database.ts'
import { changeLevels, insertMovements, lockLevels, raisedLevels } from './queries.ts'
import type { LevelChange, LevelKey, MovementRow } from './queries.ts'

/**
 * Locks the stock levels that an undertaking may change and says what is on hand, by stock level id (O2). A level
 * that does not exist yet is missing from the map and counts as zero.
 */
export async function holdStock(
  tx: Tx,
  tenantId: string,
  keys: readonly LevelKey[],
): Promise<Map<string, number>> {
  const levels = await lockLevels(tx, tenantId, keys)
  return new Map(levels.map((level) => [stockLevelId(level.branchId, level.productId), level.onHand]))
}

/** The shelves that hold more by what this transaction has booked so far. */
export async function arrivedNow(tx: Tx, tenantId: string): Promise<LevelKey[]> {
  return raisedLevels(tx, tenantId)
}

/** A movement to be booked; `hash` where a device wrote it. */
export type Booking = MovementRow

/** How many positions the movements will need: one each, and one for every level they touch. */
export function positionsFor(movements: readonly LevelKey[]): { movements: number; levels: number } {
  const levels = new Set(movements.map((movement) => stockLevelId(movement.branchId, movement.productId)))
  return { movements: movements.length, levels: levels.size }
}

/**
 * Books movements and the levels that they lead to, together (O4). The levels are locked by `holdStock`, and each
 * movement carries the balance after it. Positions are taken by the caller: `firstSeq` for the movements, the levels'
 * right behind them.
 *
 * @returns the movements with their positions, in the order given
 */
export async function bookStock(
  tx: Tx,
  tenantId: string,
  rows: readonly MovementRow[],
  firstSeq: number,
  at: string,
): Promise<StockMovement[]> {
  if (rows.length === 0) return []
  const stamped = rows.map((row, index) => ({ ...row, document: { ...row.document, seq: firstSeq + index } }))
  const inserted = insertMovements(tx, tenantId, stamped)
  const levels = new Map<string, LevelChange>()
  for (const { document } of stamped) {
    const { branchId, productId, delta } = document
    const key = stockLevelId(branchId, productId)
    const level = levels.get(key)
    const seq = level?.seq ?? firstSeq + stamped.length + levels.size
    levels.set(key, { branchId, productId, delta: (level?.delta ?? 0) + delta, seq })
  }
  await allOf([inserted, changeLevels(tx, tenantId, [...levels.values()], at)])
  return stamped.map((row) => row.document)
}
