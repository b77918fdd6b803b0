import { sql } from 'kysely'
import type { LedgerEntry } from '../../shared/inventory/ledger.ts'
import type { Tx } from '../database/database.ts'
import type { LevelKey } from './queries.ts'

export type LedgerRow = Omit<LedgerEntry, 'createdAt'> & { createdAt: Date }

/** The ledger of a product at a branch, newest first, before a position; at most `limit` entries. */
export async function ledgerOf(
  db: Tx,
  tenantId: string,
  { productId, branchId }: LevelKey,
  page: { before: number | null; limit: number },
): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    select m.id, m.seq, m.delta, m.balance, m.reason, m.order_id as "orderId", o.number as "orderNumber",
      o.source as "orderSource", u.name as "actorName", b.code || '-' || d.code as "laneCode", m.note, m.created_at as "createdAt"
    from stock_movements m
    left join orders o on o.tenant_id = ${tenantId} and o.id = m.order_id
    left join users u on u.tenant_id = ${tenantId} and u.id = m.actor_id
    left join devices d on d.tenant_id = ${tenantId} and d.id = m.device_id
    left join branches b on b.tenant_id = ${tenantId} and b.id = d.branch_id
    where m.tenant_id = ${tenantId} and m.product_id = ${productId} and m.branch_id = ${branchId} and not m.deleted
      ${page.before === null ? sql`` : sql`and m.seq < ${page.before}`}
    order by m.seq desc
    limit ${page.limit}`.execute(db)
  return rows
}

/** What a lane was last told of stock levels by a moment, with what lay on the shelf at that position. */
export async function toldBy(
  db: Tx,
  tenantId: string,
  { productId, branchId }: LevelKey,
  deviceId: string,
  at: Date,
): Promise<{ at: Date; reached: number; shelf: number } | undefined> {
  const { rows } = await sql<{ at: Date; reached: number; shelf: number }>`
    with told as (
      select at, reached from sync_log
      where tenant_id = ${tenantId} and device_id = ${deviceId} and at <= ${at}
        and direction = 'pull' and collection = 'stockLevels' and reached is not null
      order by at desc limit 1
    )
    select told.at, told.reached, (
      select coalesce(sum(m.delta), 0)::integer from stock_movements m
      where m.tenant_id = ${tenantId} and m.product_id = ${productId} and m.branch_id = ${branchId}
        and m.seq <= told.reached and not m.deleted
    ) as shelf
    from told`.execute(db)
  return rows[0]
}

/** What a lane itself did to a product's shelf by its own clock, that is behind a position in the log. */
export async function ownBehind(
  db: Tx,
  tenantId: string,
  { productId, branchId }: LevelKey,
  deviceId: string,
  at: Date,
  reached: number,
): Promise<number> {
  const { rows } = await sql<{ own: number }>`
    select coalesce(sum(m.delta), 0)::integer as own
    from stock_movements m
    left join orders o on o.tenant_id = ${tenantId} and o.id = m.order_id
    where m.tenant_id = ${tenantId} and m.product_id = ${productId} and m.branch_id = ${branchId}
      and m.device_id = ${deviceId} and m.seq > ${reached} and not m.deleted
      and coalesce(o.created_at, m.created_at) <= ${at}`.execute(db)
  return rows[0]?.own ?? 0
}

/** What lies on a shelf now; 0 where nothing ever did. */
export async function levelOf(db: Tx, tenantId: string, { branchId, productId }: LevelKey): Promise<number> {
  const row = await db
    .selectFrom('stock_levels')
    .select('on_hand as onHand')
    .where('tenant_id', '=', tenantId)
    .where('branch_id', '=', branchId)
    .where('product_id', '=', productId)
    .executeTakeFirst()
  return row?.onHand ?? 0
}
