import { branchCollection } from '../branches/replication.ts'
import { productCollection } from '../catalog/replication.ts'
import { customerCollection } from '../customers/replication.ts'
import { stockLevelCollection, stockMovementCollection } from '../inventory/replication.ts'
import { orderCollection, parkedSaleCollection } from '../orders/replication.ts'
import { shiftCollection } from '../shifts/replication.ts'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Collection } from './collection.ts'

/** Which feature answers for which collection. */
export const collections: Record<CollectionName, Collection> = {
  products: productCollection,
  stockLevels: stockLevelCollection,
  customers: customerCollection,
  orders: orderCollection,
  stockMovements: stockMovementCollection,
  branches: branchCollection,
  parkedSales: parkedSaleCollection,
  shifts: shiftCollection,
}
