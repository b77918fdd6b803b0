import { daysRemaining } from '../../shared/velocity/days-of-stock.ts'
import type { Tx } from '../database/database.ts'
import { takePositions } from '../log/take-positions.ts'
import { lockPaces, writePaces } from './pace-queries.ts'

/** Pieces a day that a product sells at a branch, and from how many on to order; null where nothing is to be said. */
export type NotedPace = { productId: string; velocity: number | null; point: number | null }

/**
 * Notes on the shelves of a branch how fast they empty. Takes a position for each that people will see differently, and
 * none for the others (L4). Products without a shelf there are left out.
 *
 * @returns how many shelves tell something else now
 */
export async function notePaces(
  tx: Tx,
  tenantId: string,
  branchId: string,
  paces: readonly NotedPace[],
): Promise<number> {
  const wanted = new Map(paces.map((pace) => [pace.productId, pace]))
  const levels = await lockPaces(tx, tenantId, branchId, [...wanted.keys()])
  const changed = levels.flatMap((level) => {
    const pace = wanted.get(level.productId)
    if (!pace) return []
    const days = daysRemaining(level.onHand, pace.velocity)
    const isSame =
      level.velocity === pace.velocity && level.point === pace.point && level.daysRemaining === days
    return isSame ? [] : [{ ...pace, daysRemaining: days }]
  })
  if (changed.length === 0) return 0
  const first = await takePositions(tx, tenantId, [['stockLevels', changed.length]])
  await writePaces(tx, tenantId, branchId, changed, first)
  return changed.length
}
