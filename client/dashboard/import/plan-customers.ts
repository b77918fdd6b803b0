import { Customer } from '../../../shared/customers/customer.ts'
import { detailsOf, faultsOf, typedOf, type CustomerField } from '../../customers/customer-fields.ts'
import { cellIn, cellsOf, differencesOf, type Mapping, type Planned } from './plan.ts'

const customerFields = ['name', 'phone', 'email', 'note'] as const satisfies readonly CustomerField[]
export type CustomerFault =
  | 'noName'
  | 'noContact'
  | 'personTwice'
  | 'several'
  | 'phone'
  | 'email'
  | 'formula'
  | 'text'

type Given = {
  mapping: Mapping<CustomerField>
  /** Everybody who has one of these, each once. */
  find(contacts: readonly string[]): readonly Customer[]
  newId(): string
  now: string
}

/**
 * By what a person is told from all others: the figures of the phone, and the email in small letters. A number is
 * written in many ways, and too short a one is nobody's alone.
 */
export function contactsOf({ phone, email }: Pick<Customer, 'phone' | 'email'>): string[] {
  const digits = (phone ?? '').replaceAll(/\D/g, '')
  const address = (email ?? '').trim().toLowerCase()
  return [...(digits.length >= 5 ? [digits] : []), ...(address === '' ? [] : [address])]
}

/**
 * What one row of a file would do: who has its phone or its email is changed, anybody else is new. A row with neither
 * is refused, since the same file imported again would make the same person again. `seen` are the contacts of the rows
 * before it, whatever came of those.
 */
export function planCustomer(
  cells: readonly string[],
  line: number,
  seen: Set<string>,
  { mapping, find, newId, now }: Given,
): Planned<Customer, CustomerField, CustomerFault> {
  const fault = (why: CustomerFault, field: CustomerField) =>
    ({ kind: 'fault', line, cells, why, field }) as const
  const contacts = contactsOf({ phone: cellIn(cells, mapping.phone), email: cellIn(cells, mapping.email) })
  const isTwice = contacts.some((one) => seen.has(one))
  // Before anything is refused: the next row of a refused person would be taken as if it were the only one.
  for (const one of contacts) seen.add(one)
  // What is empty in a file is not known there: it takes nothing from who is known here.
  const said = cellsOf(cells, mapping, { emptied: [], mayStart: ['phone'] })
  if (typeof said === 'string') return fault('formula', said)
  if (contacts.length === 0) return fault('noContact', said.has('phone') ? 'phone' : 'email')
  const [before = null, ...others] = find(contacts)
  if (others.length > 0) return fault('several', said.has('phone') ? 'phone' : 'email')
  if (isTwice) return fault('personTwice', said.has('phone') ? 'phone' : 'email')
  if (!before && !said.has('name')) return fault('noName', 'name')
  const typed = { ...typedOf(before), ...Object.fromEntries(said) }
  const faults = faultsOf(typed)
  const wrong = [...said.keys()].find((field) => faults[field])
  if (wrong) return fault(wrong === 'phone' || wrong === 'email' ? wrong : 'text', wrong)
  const details = detailsOf(typed)
  const after = Customer.safeParse({
    ...(before ?? { id: newId(), seq: 0, _deleted: false, updatedAt: now }),
    // What the file does not say stays letter for letter.
    ...Object.fromEntries(
      customerFields.flatMap((field) => (!before || said.has(field) ? [[field, details[field]]] : [])),
    ),
  })
  if (!after.success) return fault('text', 'name')
  const shownIn = (customer: Customer, field: CustomerField) => customer[field] ?? ''
  const differences = differencesOf(customerFields, before, after.data, shownIn)
  if (before && differences.length === 0) return { kind: 'same', line }
  return { kind: before ? 'change' : 'new', line, before, after: after.data, differences }
}
