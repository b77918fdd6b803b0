import type { Customer } from '../../shared/customers/customer.ts'

/** What is typed of a customer. */
export type Typed = { name: string; phone: string; email: string; note: string }
export type CustomerField = keyof Typed
export type Details = Pick<Customer, 'name' | 'phone' | 'email' | 'note'>

export function typedOf(customer: Details | null, name = ''): Typed {
  return {
    name: customer?.name ?? name,
    phone: customer?.phone ?? '',
    email: customer?.email ?? '',
    note: customer?.note ?? '',
  }
}

/**
 * What somebody searched for, as the beginning of a new customer: a number is their phone, an address their email,
 * anything else their name.
 */
export function beginWith(text: string): Typed {
  const empty = typedOf(null)
  const typed = text.trim()
  if (typed.includes('@')) return { ...empty, email: typed }
  if (/^[+()\d\s.-]{3,}$/.test(typed)) return { ...empty, phone: typed }
  return { ...empty, name: typed }
}

/** The fields that cannot be kept so: a name is needed, the others may be empty. */
export function faultsOf(typed: Typed): Record<CustomerField, boolean> {
  const [name, phone, email] = [typed.name.trim(), typed.phone.trim(), typed.email.trim()]
  return {
    name: name === '' || name.length > 200,
    phone: phone !== '' && !/^\+?[\d\s().-]{3,39}$/.test(phone),
    email: email !== '' && !/^[^\s@]{1,100}@[^\s@]{1,99}$/.test(email),
    note: typed.note.trim().length > 2000,
  }
}

/** What was typed as it is kept: without blanks around it, and nothing where nothing stands. */
export function detailsOf(typed: Typed): Details {
  const kept = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    name: typed.name.trim(),
    phone: kept(typed.phone),
    email: kept(typed.email),
    note: kept(typed.note),
  }
}
