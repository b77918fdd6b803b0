import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

export type OwnThreshold = { productId: string; sku: string; title: string; threshold: number }

export async function thresholdsOf(
  db: Kysely<Schema>,
  tenantId: string,
  userId: string,
): Promise<OwnThreshold[]> {
  const { rows } = await sql<OwnThreshold>`
    select a.product_id as "productId", p.sku, p.title, a.threshold
    from stock_alerts a join products p on p.tenant_id = ${tenantId} and p.id = a.product_id
    where a.tenant_id = ${tenantId} and a.user_id = ${userId}
    order by p.title, p.sku`.execute(db)
  return rows
}

export async function upsertThreshold(
  tx: Tx,
  row: { tenantId: string; userId: string; productId: string; threshold: number; at: Date },
): Promise<void> {
  await sql`
    insert into stock_alerts (tenant_id, user_id, product_id, threshold, created_at)
    values (${row.tenantId}, ${row.userId}, ${row.productId}, ${row.threshold}, ${row.at})
    on conflict (tenant_id, user_id, product_id)
    do update set threshold = excluded.threshold, created_at = excluded.created_at`.execute(tx)
}

/** With what was remembered for it. Whether there was one. */
export async function deleteThreshold(
  tx: Tx,
  tenantId: string,
  userId: string,
  productId: string,
): Promise<boolean> {
  await sql`
    delete from low_marks
    where tenant_id = ${tenantId} and user_id = ${userId} and product_id = ${productId}`.execute(tx)
  const { numAffectedRows } = await sql`
    delete from stock_alerts
    where tenant_id = ${tenantId} and user_id = ${userId} and product_id = ${productId}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Remembers which levels are at somebody's threshold or below as they set it: that they know. */
export async function markLowNow(tx: Tx, tenantId: string, userId: string, productId: string): Promise<void> {
  await sql`
    insert into low_marks (tenant_id, product_id, branch_id, user_id, seq)
    select a.tenant_id, a.product_id, l.branch_id, a.user_id, l.seq
    from stock_alerts a
    join stock_levels l on l.tenant_id = ${tenantId} and l.product_id = a.product_id and l.on_hand <= a.threshold
    where a.tenant_id = ${tenantId} and a.user_id = ${userId} and a.product_id = ${productId}
    on conflict (tenant_id, product_id, branch_id, user_id) do update set seq = excluded.seq`.execute(tx)
}
