import { documentJson, instant } from '../sync/json-sql.ts'

/** A row of customers as its document. */
export const customerFields = {
  id: 'id',
  seq: 'seq',
  _deleted: 'deleted',
  name: 'name',
  phone: 'phone',
  email: 'email',
  note: 'note',
  updatedAt: instant('updated_at'),
}

export const customerDocument = documentJson(customerFields)
