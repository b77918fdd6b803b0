import type { Customer } from '../../../shared/customers/customer.ts'
import { detailsOf, faultsOf, typedOf, type CustomerField } from '../../customers/customer-fields.ts'

type ReadCustomer = { kind: 'changed'; customer: Customer } | { kind: 'fault'; why: CustomerField }

/**
 * The customer with what was typed for one of its fields, as the till's form would keep it; or what does not fit. What
 * stands in the other fields, perhaps from elsewhere, is not judged.
 */
export function readCustomer(customer: Customer, field: CustomerField, typed: string): ReadCustomer {
  const all = { ...typedOf(customer), [field]: typed }
  if (faultsOf(all)[field]) return { kind: 'fault', why: field }
  return { kind: 'changed', customer: { ...customer, [field]: detailsOf(all)[field] } }
}
