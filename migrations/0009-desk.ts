import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** How a stock movement that did not fit was settled, and a way to the orders that wait for stock (O8). */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table movement_conflicts add column settlement jsonb`.execute(db)
  await sql`
    create index orders_backorder on orders (tenant_id, branch_id, settled_at, id)
    where status = 'conflict' and conflict #>> '{settlement,action}' = 'backorder'`.execute(db)
}
