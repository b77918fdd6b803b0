import { documentJson, instant } from '../sync/json-sql.ts'

/** A row of parked_sales as its document. */
export const parkedSaleFields = {
  id: 'id',
  seq: 'seq',
  _deleted: 'deleted',
  branchId: 'branch_id',
  deviceId: 'device_id',
  cashierId: 'cashier_id',
  customerId: 'customer_id',
  label: 'label',
  lines: 'lines',
  discount: 'discount',
  note: 'note',
  laneCode: 'lane_code',
  cart: 'cart',
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
}

export const parkedSaleDocument = documentJson(parkedSaleFields)
