import { sql } from 'kysely'
import { documentJson, instant } from '../sync/json-sql.ts'

/** A row of orders as its document. */
export const orderFields = {
  id: 'id',
  seq: 'seq',
  _deleted: 'deleted',
  number: 'number',
  kind: 'kind',
  source: 'source',
  branchId: 'branch_id',
  deviceId: 'device_id',
  cashierId: 'cashier_id',
  shiftId: 'shift_id',
  customerId: 'customer_id',
  currency: 'currency',
  lines: 'lines',
  discount: 'discount',
  subtotal: 'subtotal',
  tax: 'tax',
  total: 'total',
  payments: 'payments',
  refundOf: 'refund_of',
  reason: 'reason',
  approvals: 'approvals',
  note: 'note',
  createdAt: instant('created_at'),
  status: 'status',
  conflict: 'conflict',
  rejection: sql`null::json`,
  flags: 'flags',
  settledAt: instant('settled_at'),
  seal: 'seal',
}

export const orderDocument = documentJson(orderFields)
