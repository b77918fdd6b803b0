import type { Customer } from '../../../shared/customers/customer.ts'
import type { Customers } from '../../database/shop.ts'
import type { Pushed } from '../push-documents.ts'

type Row = { before: Customer | null; after: Customer }
type Answers = ReadonlyMap<string, Pushed<Customer>>
type Ways = {
  update: Customers['update']
  push(rows: readonly Row[]): Promise<Answers>
}

/**
 * Sends customers as they were edited here, and gives the server's word on each. One whom the server does not know yet
 * in the form that stands here, waiting in this device's outbox, is edited there and goes with it: sent beside it, the
 * older one would arrive later and win (M4).
 *
 * @throws ApiError, NoAnswer
 */
export async function sendCustomers(rows: readonly Row[], { update, push }: Ways): Promise<Answers> {
  const waits = ({ before }: Row) => before?.seq === 0
  for (const { after } of rows.filter(waits)) {
    const { id, name, phone, email, note } = after
    await update(id, { name, phone, email, note })
  }
  const others = rows.filter((row) => !waits(row))
  return others.length === 0 ? new Map() : push(others)
}
