import { branchCollection } from './branches/replication.ts'
import { productCollection } from './catalog/replication.ts'
import { withBackorders } from './conflicts/with-backorders.ts'
import { customerCollection } from './customers/replication.ts'
import { stockLevelCollection, stockMovementCollection } from './inventory/replication.ts'
import { orderCollection, parkedSaleCollection } from './orders/replication.ts'
import { shiftCollection } from './shifts/replication.ts'
import type { Collections } from './sync/collection.ts'

/**
 * Which feature answers for which collection. Handed to the sync when a server is built, so that the features know
 * the sync and the sync knows none of them.
 */
export const collections: Collections = {
  products: productCollection,
  stockLevels: stockLevelCollection,
  customers: customerCollection,
  orders: withBackorders(orderCollection),
  stockMovements: withBackorders(stockMovementCollection),
  branches: branchCollection,
  parkedSales: parkedSaleCollection,
  shifts: shiftCollection,
}
