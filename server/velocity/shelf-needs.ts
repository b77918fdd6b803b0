import type { Shelf, Supply } from '../../shared/velocity/plan-orders.ts'
import { fullShelf } from '../../shared/velocity/plan-orders.ts'
import type { Pace } from '../../shared/velocity/demand-over.ts'
import type { ShelfRow } from './reorder-queries.ts'

/** The pace of a shelf as it was reckoned; none where it never was. */
export function paceOf({
  perDay,
  dailySpread,
  spreadPerDay,
}: Pick<ShelfRow, 'perDay' | 'dailySpread' | 'spreadPerDay'>): Pace {
  return { perDay: perDay ?? 0, dailySpread: dailySpread ?? 1, spreadPerDay: spreadPerDay ?? 0 }
}

/**
 * What a shelf needs. A point set by hand stands before the suggested one, and what is ordered at it lasts as long as
 * any other order does.
 */
export function needOf(row: Omit<ShelfRow, 'isLacking'>, supply: Supply): Shelf {
  const pace = paceOf(row)
  const full = fullShelf(pace, supply)
  const above = row.byHand === null ? 0 : row.byHand + Math.max(1, Math.ceil(pace.perDay * supply.coverDays))
  return {
    branchId: row.branchId,
    onHand: row.onHand,
    point: row.byHand ?? (pace.perDay > 0 ? row.suggested : null),
    full: Math.max(full, above),
    perDay: pace.perDay,
  }
}
