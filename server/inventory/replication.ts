import { sql } from 'kysely'
import { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Collection, Pushed } from '../sync/collection.ts'
import { instant } from '../sync/json-sql.ts'
import { bookMovements, factOf } from './book-movements.ts'
import { movementFields } from './movement-document.ts'
import { reorderPoint } from './reorder-point.ts'

export const stockLevelCollection: Collection = {
  name: 'stockLevels',
  table: 'stock_levels',
  scope: 'branch',
  thirtyDays: false,
  fields: () => ({
    id: sql`branch_id || ':' || product_id`,
    seq: 'seq',
    _deleted: 'deleted',
    branchId: 'branch_id',
    productId: 'product_id',
    onHand: 'on_hand',
    reorderPoint,
    velocity: 'velocity',
    daysRemaining: 'days_remaining',
    updatedAt: instant('updated_at'),
  }),
  push: null,
}

export const stockMovementCollection: Collection = {
  name: 'stockMovements',
  table: 'stock_movements',
  scope: 'branch',
  thirtyDays: true,
  fields: () => movementFields,
  push: {
    schema: StockMovement,
    roles: ['STAFF', 'ADMIN'],
    needsDevice: true,
    factOf: (document) => factOf(document as StockMovement),
    settle: (tx, deps, batch) => bookMovements(tx, deps, batch as readonly Pushed<StockMovement>[]),
  },
}
