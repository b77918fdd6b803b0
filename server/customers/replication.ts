import { Customer } from '../../shared/customers/customer.ts'
import type { Collection, Pushed } from '../sync/collection.ts'
import { settleMerged } from '../sync/settle-merged.ts'
import type { MergedCollection } from '../sync/settle-merged.ts'
import { customerFields } from './customer-document.ts'
import { lockCustomers, writeCustomers } from './queries.ts'

const merged: MergedCollection<Customer> = {
  name: 'customers',
  fields: ['name', 'phone', 'email', 'note', '_deleted'],
  lock: lockCustomers,
  write: writeCustomers,
  fault: ({ document, caller }) =>
    document._deleted && caller.role !== 'ADMIN'
      ? { code: 'document/forbidden', details: 'only an admin deletes a customer' }
      : null,
}

export const customerCollection: Collection = {
  name: 'customers',
  table: 'customers',
  scope: 'tenant',
  thirtyDays: false,
  fields: () => customerFields,
  push: {
    schema: Customer,
    roles: ['STAFF', 'ADMIN'],
    needsDevice: false,
    settle: (tx, deps, batch) => settleMerged(tx, deps, merged, batch as readonly Pushed<Customer>[]),
  },
}
