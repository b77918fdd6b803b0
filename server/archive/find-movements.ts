import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { MovementsAsked } from '../../shared/archive/lists.ts'
import type { Schema } from '../database/schema.ts'
import { movementDocument } from '../inventory/movement-document.ts'
import { onCards } from './find-products.ts'
import type { Found } from './find-products.ts'
import type { Sorting, Window } from './page.ts'

/** In the order of the log: the order of booking, which no device's clock can change. */
export function movementSorting(sort: MovementsAsked['sort']): Sorting {
  return { column: 'seq', type: 'bigint', descending: sort.startsWith('-') }
}

/** The movements of a window that fit, with their documents; text is looked for in their products. */
export async function findMovements(
  db: Kysely<Schema>,
  tenantId: string,
  asked: MovementsAsked,
  hasTrigrams: boolean,
  { beyond, order, count }: Window,
): Promise<Found[]> {
  const any = (column: string, values: readonly string[] | undefined, type: 'uuid' | 'text') =>
    values === undefined ? [] : [sql`${sql.ref(column)} = any (${[...values]}::${sql.raw(type)}[])`]
  const conditions: RawBuilder<unknown>[] = [
    sql`tenant_id = ${tenantId}`,
    beyond,
    ...any('branch_id', asked.branchId, 'uuid'),
    ...any('product_id', asked.productId, 'uuid'),
    ...any('actor_id', asked.actorId, 'uuid'),
    ...any('order_id', asked.orderId === undefined ? undefined : [asked.orderId], 'uuid'),
    ...reasons(asked.reason),
    ...(asked.from === undefined ? [] : [sql`created_at >= ${asked.from}::timestamptz`]),
    ...(asked.to === undefined ? [] : [sql`created_at < ${asked.to}::timestamptz`]),
    ...((asked.search ?? '').trim() === ''
      ? []
      : [
          sql`product_id in (select id from products where tenant_id = ${tenantId} and
            ${onCards('archive_products_here', tenantId, asked.search, hasTrigrams)})`,
        ]),
  ]
  const { rows } = await sql<Found>`
    select id, seq::text as key, ${movementDocument} as document
    from stock_movements
    where ${sql.join(conditions, sql` and `)}
    ${order}
    limit ${count}`.execute(db)
  return rows
}

/** The index of reasons leaves out sales, which are most of the ledger; Postgres must be told that none is asked for. */
function reasons(asked: readonly string[] | undefined): RawBuilder<unknown>[] {
  if (asked === undefined) return []
  const among = sql`reason = any (${[...asked]}::text[])`
  return asked.includes('sale') ? [among] : [among, sql`reason <> 'sale'`]
}
