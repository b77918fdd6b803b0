import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { CustomersAsked } from '../../shared/archive/lists.ts'
import { customerDocument } from '../customers/customer-document.ts'
import type { Schema } from '../database/schema.ts'
import { onCards } from './find-products.ts'
import type { Found } from './find-products.ts'
import type { Sorting, Window } from './page.ts'

/** How a list of customers is sorted. */
export function customerSorting(sort: CustomersAsked['sort']): Sorting {
  const descending = sort.startsWith('-')
  return sort.endsWith('name')
    ? { column: 'name', type: 'text', descending }
    : { column: 'updated_at', type: 'timestamptz', descending }
}

/** The customers of a window that fit, with their documents. */
export async function findCustomers(
  db: Kysely<Schema>,
  tenantId: string,
  asked: CustomersAsked,
  hasTrigrams: boolean,
  { beyond, order, count }: Window,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select id, ${sql.ref(customerSorting(asked.sort).column)}::text as key, ${customerDocument} as document
    from customers
    where tenant_id = ${tenantId} and not deleted and ${beyond}
      and ${onCards('archive_customers_here', tenantId, asked.search, hasTrigrams)}
    ${order}
    limit ${count}`.execute(db)
  return rows
}
