import { documentJson, instant } from '../sync/json-sql.ts'

/** A row of the ledger as its document. */
export const movementFields = {
  id: 'id',
  seq: 'seq',
  _deleted: 'deleted',
  branchId: 'branch_id',
  productId: 'product_id',
  delta: 'delta',
  balance: 'balance',
  reason: 'reason',
  orderId: 'order_id',
  transferId: 'transfer_id',
  counted: 'counted',
  expected: 'expected',
  note: 'note',
  actorId: 'actor_id',
  deviceId: 'device_id',
  createdAt: instant('created_at'),
}

export const movementDocument = documentJson(movementFields)
