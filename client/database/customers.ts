import type { Customer } from '../../shared/customers/customer.ts'
import type { KeptCollection } from './open-databases.ts'
import { pagesOf, plain } from './rows.ts'
import type { Customers, Device } from './shop.ts'

/**
 * Customers, found and made offline. They are kept in memory as texts to search, filled at the first question and
 * following the store from there.
 */
export function customersOf(collection: KeptCollection, device: Device): Customers & { stop(): void } {
  const known = new Map<string, { customer: Customer; texts: string[] }>()
  let filled: Promise<void> | null = null
  const following = collection.eventBulks$.subscribe((bulk) => {
    for (const event of bulk.events) take(plain(event.documentData as never) as unknown as Customer)
  })

  function take(customer: Customer): void {
    if (customer._deleted) known.delete(customer.id)
    else known.set(customer.id, { customer, texts: textsOf(customer) })
  }

  async function fill(): Promise<void> {
    for await (const rows of pagesOf(collection, 500)) {
      for (const row of rows) if (!known.has(row.id)) take(plain(row) as unknown as Customer)
    }
  }

  return {
    async create(given) {
      const updatedAt = new Date(device.now()).toISOString()
      const empty = { phone: null, email: null, note: null }
      const customer: Customer = {
        ...empty,
        ...given,
        id: device.newId(),
        seq: 0,
        _deleted: false,
        updatedAt,
      }
      await collection.insert(customer as never)
      return customer
    },
    async update(id, changes) {
      const found = await collection.findOne(id).exec()
      if (!found) throw new Error(`no customer ${id} is on this device`)
      const updatedAt = new Date(device.now()).toISOString()
      // Position 0 says that the server has yet to acknowledge it: it waits in the outbox as a new one does.
      const changed = await found.incrementalModify(
        (row) => ({ ...row, ...changes, updatedAt, seq: 0 }) as never,
      )
      return changed.toMutableJSON() as unknown as Customer
    },
    async byId(id) {
      const [row] = await collection.storageInstance.findDocumentsById([id], false)
      return row ? (plain(row) as unknown as Customer) : null
    },
    async search(text, limit) {
      filled ??= fill()
      await filled
      const typed = text.toLowerCase().trim()
      const words = typed.split(/\s+/)
      // A number is asked for in any grouping and from any of its figures on.
      const digits = /\p{L}/u.test(typed) ? '' : typed.replace(/\D/g, '')
      const found: Customer[] = []
      for (const { customer, texts } of known.values()) {
        if (found.length === limit) break
        const hasAll = words.every((word) => texts.some((it) => it.startsWith(word)))
        const hasNumber = digits.length > 2 && texts.some((it) => it.includes(digits))
        if (hasAll || hasNumber) found.push(customer)
      }
      return found
    },
    stop: () => following.unsubscribe(),
  }
}

function textsOf({ name, phone, email }: Customer): string[] {
  const words = name.toLowerCase()
  return [words, ...words.split(/\s+/), (phone ?? '').replace(/\D/g, ''), (email ?? '').toLowerCase()].filter(
    Boolean,
  )
}
