import type { Customer } from '../../../shared/customers/customer.ts'
import type { Shop } from '../../database/shop.ts'
import type { Field } from '../table/field.ts'
import type { AnsweredSource } from '../table/source.ts'
import { listSource } from '../lists/list-source.ts'

const table: readonly Field<Customer>[] = [
  { kind: 'text', name: 'name', of: ({ name }) => name },
  { kind: 'text', name: 'phone', of: ({ phone }) => phone ?? '' },
  { kind: 'text', name: 'email', of: ({ email }) => email ?? '' },
  { kind: 'number', name: 'updatedAt', of: ({ updatedAt }) => Date.parse(updatedAt) },
]

const found = ({ name, phone, email }: Customer) => [name, phone ?? '', email ?? '']

/** The customers of this device as a table, read once a shop. */
export function customerSource(shop: Shop): AnsweredSource<Customer> {
  return listSource(shop, 'customers', table, found)
}
