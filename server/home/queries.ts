import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { isLow, lowThreshold } from '../inventory/reorder-point.ts'

export type Days = {
  currency: string
  timeZone: string
  /** As `2026-11-21`. */
  date: string
  today: Date
  tomorrow: Date
  weekAgo: Date
  weekAgoEnd: Date
  weekAgoNow: Date
}

/** Today and the same day a week ago, by the clock of the business: a day may have 23 or 25 hours. */
export async function daysOf(db: Kysely<Schema>, tenantId: string, now: Date): Promise<Days> {
  const { rows } = await sql<Days>`
    with here as (
      select currency, time_zone, date_trunc('day', ${now}::timestamptz at time zone time_zone) as day,
        ${now}::timestamptz at time zone time_zone as clock
      from tenants where id = ${tenantId}
    )
    select currency, time_zone as "timeZone", to_char(day, 'YYYY-MM-DD') as date, day at time zone time_zone as today,
      (day + interval '1 day') at time zone time_zone as tomorrow,
      (day - interval '7 days') at time zone time_zone as "weekAgo",
      (day - interval '6 days') at time zone time_zone as "weekAgoEnd",
      (clock - interval '7 days') at time zone time_zone as "weekAgoNow"
    from here`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`there is no tenant ${tenantId}`)
  return row
}

export type HourRow = {
  isToday: boolean
  hour: number
  sales: number
  refunds: number
  total: number
  soFar: number
}

/**
 * Sales of two days by hour. An open case counts: its money was taken; what was cancelled does not. The orders of those
 * days are found in the index alone, since orders lie in the order in which they came and not in which they were sold.
 */
export async function salesByHour(
  db: Kysely<Schema>,
  tenantId: string,
  days: Days,
  branchId: string | null,
): Promise<HourRow[]> {
  const { rows } = await sql<HourRow>`
    with near as materialized (
      select seq from orders
      where tenant_id = ${tenantId} and (
        created_at >= ${days.today} and created_at < ${days.tomorrow}
        or created_at >= ${days.weekAgo} and created_at < ${days.weekAgoEnd})
    )
    select o.created_at >= ${days.today} as "isToday",
      extract(hour from o.created_at at time zone ${days.timeZone})::integer as hour,
      count(*) filter (where o.kind = 'sale')::integer as sales,
      count(*) filter (where o.kind = 'refund')::integer as refunds,
      coalesce(sum(case o.kind when 'refund' then -o.total else o.total end), 0)::bigint as total,
      coalesce(sum(case o.kind when 'refund' then -o.total else o.total end)
        filter (where o.created_at >= ${days.today} or o.created_at < ${days.weekAgoNow}), 0)::bigint as "soFar"
    from near
    join orders o on o.tenant_id = ${tenantId} and o.seq = near.seq
    where o.status <> 'cancelled' and not o.deleted
      ${branchId === null ? sql`` : sql`and o.branch_id = ${branchId}`}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

export type LowRow = {
  branchId: string
  productId: string
  title: string
  sku: string
  onHand: number
  threshold: number
}

/** What is low at its branch, the emptiest first, at most `most`. */
export async function lowStock(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string | null,
  most: number,
): Promise<{ count: number; empty: number; products: LowRow[] }> {
  const { rows } = await sql<LowRow & { count: number; empty: number }>`
    select l.branch_id as "branchId", l.product_id as "productId", p.title, p.sku, l.on_hand as "onHand",
      ${lowThreshold} as threshold,
      (count(*) over ())::integer as count, (count(*) filter (where l.on_hand = 0) over ())::integer as empty
    from branches b
    join stock_levels l on l.tenant_id = ${tenantId} and l.branch_id = b.id
    join products p on p.tenant_id = ${tenantId} and p.id = l.product_id
    where b.tenant_id = ${tenantId} ${branchId === null ? sql`` : sql`and b.id = ${branchId}`} and ${isLow}
    order by l.on_hand, threshold desc, p.title, l.branch_id
    limit ${most}`.execute(db)
  const [first] = rows
  return {
    count: first?.count ?? 0,
    empty: first?.empty ?? 0,
    products: rows.map(({ count: _, empty: _empty, ...row }) => row),
  }
}
