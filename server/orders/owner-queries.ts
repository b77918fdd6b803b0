import type pg from 'pg'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import type { Order } from '../../shared/orders/order.ts'
import { orderDocument } from './order-document.ts'

/** Makes SQL of the document's fields for a connection that is the owner's, and no tenant's. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** The next orders of all businesses, by business and id. */
export async function orderPage(
  client: pg.ClientBase,
  after: { tenantId: string; id: string } | null,
  limit: number,
): Promise<{ tenantId: string; order: Order }[]> {
  const nobody = '00000000-0000-0000-0000-000000000000'
  const query = sql`
    select tenant_id as "tenantId", ${orderDocument} as document from orders
    where (tenant_id, id) > (${after?.tenantId ?? nobody}, ${after?.id ?? nobody})
    order by tenant_id, id limit ${limit}`.compile(compiler)
  const { rows } = await client.query<{ tenantId: string; document: string }>(query.sql, [
    ...query.parameters,
  ])
  return rows.map(({ tenantId, document }) => ({ tenantId, order: JSON.parse(document) as Order }))
}
