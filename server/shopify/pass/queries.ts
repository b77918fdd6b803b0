import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'
import type { Budget } from '../api/shop-api.ts'

/** What is known of the budget, for the page. */
export async function keepBudget(tx: Tx, tenantId: string, budget: Budget): Promise<void> {
  await sql`
    update shopify_connections set budget = ${JSON.stringify(budget)} where tenant_id = ${tenantId}`.execute(
    tx,
  )
}

export type Due = { lookedAfter: boolean; comparison: boolean }

/** What is to be done again by now. */
export async function dueNow(
  db: Kysely<Schema>,
  tenantId: string,
  before: { lookedAfter: Date; comparison: Date },
): Promise<Due> {
  const { rows } = await sql<Due>`
    select coalesce(checked_at < ${before.lookedAfter}, true) as "lookedAfter",
      coalesce(reconciled_at < ${before.comparison}, connected_at < ${before.comparison}) as comparison
    from shopify_connections where tenant_id = ${tenantId} and state = 'on'`.execute(db)
  return rows[0] ?? { lookedAfter: false, comparison: false }
}

/** When the next thing that waits for its time is due; null where nothing waits. */
export async function nextTry(db: Kysely<Schema>, tenantId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(next_try_at) from shopify_sends where tenant_id = ${tenantId} and state = 'waiting'),
      (select min(next_try_at) from shopify_imports where tenant_id = ${tenantId} and state = 'running')
    ) as at`.execute(db)
  return rows[0]?.at ?? null
}

/** Every business with a shop that is worked for. */
export async function tenantsWithShop(nobody: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select tenants_with_shop() as id`.execute(nobody)
  return rows.map(({ id }) => id)
}

export async function hasShop(db: Kysely<Schema>, tenantId: string): Promise<boolean> {
  const { rows } = await sql`
    select from shopify_connections where tenant_id = ${tenantId} and state in ('on', 'restored')`.execute(db)
  return rows.length > 0
}
