import { sql } from 'kysely'
import type { Customer } from '../../shared/customers/customer.ts'
import type { Tx } from '../database/database.ts'
import { customerDocument } from './customer-document.ts'

/** Locks the customers named, in id order, and returns those that exist. */
export async function lockCustomers(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Customer[]> {
  const { rows } = await sql<{ document: string }>`
    select ${customerDocument} as document from customers
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by id
    for no key update`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as Customer)
}

/** Inserts or replaces customers; each document brings its position. */
export async function writeCustomers(
  tx: Tx,
  tenantId: string,
  customers: readonly Customer[],
): Promise<void> {
  await sql`
    insert into customers (tenant_id, id, name, phone, email, note, updated_at, deleted, seq)
    select ${tenantId}, c.id, c.name, c.phone, c.email, c.note, c."updatedAt", c._deleted, c.seq
    from json_to_recordset(${JSON.stringify(customers)}) as c(
      id uuid, name text, phone text, email text, note text, "updatedAt" timestamptz, _deleted boolean, seq bigint)
    on conflict (tenant_id, id) do update set name = excluded.name, phone = excluded.phone, email = excluded.email,
      note = excluded.note, updated_at = excluded.updated_at, deleted = excluded.deleted, seq = excluded.seq`.execute(
    tx,
  )
}
