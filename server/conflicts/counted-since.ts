import type { OpenCase } from '../../shared/conflicts/decide-case.ts'
import { stockLevelId } from '../../shared/inventory/stock-level.ts'
import type { Tx } from '../database/database.ts'
import { countedAfter } from './queries.ts'

/**
 * The shelves, by stock level id, that were counted after cases had been found: of each case by its id, at its own
 * branch. To be asked behind the locks of the levels, which every count takes.
 */
export async function countedSince(
  tx: Tx,
  tenantId: string,
  cases: readonly { order: OpenCase; productIds: readonly string[] }[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = await countedAfter(
    tx,
    tenantId,
    cases.map(({ order: { id, branchId, settledAt, createdAt }, productIds }) => ({
      id,
      branchId,
      productIds: [...new Set(productIds)],
      since: settledAt ?? createdAt,
    })),
  )
  const branches = new Map(cases.map(({ order }) => [order.id, order.branchId]))
  return new Map(
    [...Map.groupBy(found, ({ id }) => id)].map(([id, rows]) => [
      id,
      new Set(rows.map(({ productId }) => stockLevelId(branches.get(id) ?? '', productId))),
    ]),
  )
}
