import { sql } from 'kysely'
import type { Kysely, RawBuilder } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { isKept, isLow } from '../inventory/reorder-point.ts'
import type { Week } from './week-of.ts'

/** The orders of the week and of the five before it, found in the index alone: they lie in the order they came. */
function ordersNear(tenantId: string, week: Week): RawBuilder<unknown> {
  return sql`
    near as materialized (
      select seq from orders
      where tenant_id = ${tenantId} and created_at >= ${new Date(week.usual)} and created_at < ${new Date(week.to)}
    ), told as materialized (
      select o.branch_id, o.kind, o.source, o.lines, o.conflict,
        case o.kind when 'refund' then -o.total else o.total end as net, o.created_at, o.status
      from near
      join orders o on o.tenant_id = ${tenantId} and o.seq = near.seq
      where not o.deleted
    )`
}

export type Place = { currency: string; timeZone: string }

export async function placeOf(db: Kysely<Schema>, tenantId: string): Promise<Place> {
  return db
    .selectFrom('tenants')
    .select(['currency', 'time_zone as timeZone'])
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow()
}

export type SoldRow = {
  isThis: boolean
  branchId: string
  branch: string
  isOnline: boolean
  sales: number
  refunds: number
  total: number
  refunded: number
}

/** What was sold in the week and in the one before it, by branch and by where. An open case counts: it was paid. */
export async function soldByBranch(db: Kysely<Schema>, tenantId: string, week: Week): Promise<SoldRow[]> {
  const { rows } = await sql<SoldRow>`
    with ${ordersNear(tenantId, week)}
    select t.created_at >= ${new Date(week.from)} as "isThis", b.id as "branchId", b.name as branch,
      t.source = 'shopify' as "isOnline",
      count(*) filter (where t.kind = 'sale')::integer as sales,
      count(*) filter (where t.kind = 'refund')::integer as refunds,
      sum(t.net)::bigint as total,
      coalesce(-sum(t.net) filter (where t.kind = 'refund'), 0)::bigint as refunded
    from told t
    join branches b on b.tenant_id = ${tenantId} and b.id = t.branch_id
    where t.created_at >= ${new Date(week.before)} and t.status <> 'cancelled'
    group by 1, 2, 3, 4 order by 2, 1, 4`.execute(db)
  return rows
}

export type DayRow = { day: string; total: number; sales: number }

/** The week by days of the business's clock. */
export async function soldByDay(
  db: Kysely<Schema>,
  tenantId: string,
  week: Week,
  timeZone: string,
): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    with ${ordersNear(tenantId, week)}, days as (
      select generate_series(date_trunc('day', ${new Date(week.from)}::timestamptz at time zone ${timeZone}),
        ${new Date(week.to)}::timestamptz at time zone ${timeZone}, interval '1 day') as day
    )
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(sum(t.net), 0)::bigint as total,
      count(t.net) filter (where t.kind = 'sale')::integer as sales
    from days d
    left join told t on t.created_at >= ${new Date(week.from)} and t.status <> 'cancelled'
      and date_trunc('day', t.created_at at time zone ${timeZone}) = d.day
    group by d.day order by d.day`.execute(db)
  return rows
}

export type WeekRow = { week: string; total: number; sales: number }

/** The week and the four before it. */
export async function soldByWeek(db: Kysely<Schema>, tenantId: string, week: Week): Promise<WeekRow[]> {
  const weeks = week.weeks.map(({ name, from, to }) => ({ name, from: new Date(from), to: new Date(to) }))
  const { rows } = await sql<WeekRow>`
    with ${ordersNear(tenantId, week)}
    select w.name as week, coalesce(sum(t.net), 0)::bigint as total,
      count(t.net) filter (where t.kind = 'sale')::integer as sales
    from json_to_recordset(${JSON.stringify(weeks)}) as w (name text, "from" timestamptz, "to" timestamptz)
    left join told t on t.created_at >= w.from and t.created_at < w.to and t.status <> 'cancelled'
    group by w.name order by w.name`.execute(db)
  return rows
}

export type ProductRow = {
  list: 'top' | 'fading'
  productId: string
  title: string
  sku: string
  pieces: number
  usualPieces: number
  total: number
}

/**
 * What brought the most in the week; and what sold less than half of what a week of the four before sold of it, where
 * that was at least `enough` pieces: of less than that a quiet week says nothing.
 */
export async function productsOfWeek(
  db: Kysely<Schema>,
  tenantId: string,
  week: Week,
  { most, enough }: { most: number; enough: number },
): Promise<ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    with ${ordersNear(tenantId, week)}, sold as (
      select l."productId" as id,
        coalesce(sum(l.quantity * w.sign) filter (where t.created_at >= ${new Date(week.from)}), 0) as pieces,
        coalesce(sum(l.total * w.sign) filter (where t.created_at >= ${new Date(week.from)}), 0) as total,
        coalesce(sum(l.quantity * w.sign) filter (where t.created_at < ${new Date(week.from)}), 0) / 4.0 as usual,
        coalesce(sum(l.total * w.sign) filter (where t.created_at < ${new Date(week.from)}), 0) / 4.0 as worth
      from told t
      cross join lateral (select case t.kind when 'refund' then -1 else 1 end as sign) w
      cross join lateral json_to_recordset(t.lines) as l ("productId" uuid, quantity integer, total bigint)
      where t.status <> 'cancelled'
      group by 1
    ), listed as (
      (select 'top' as list, id, pieces, usual, total, total as rank from sold
       where pieces > 0 order by total desc, id limit ${most})
      union all
      (select 'fading', s.id, s.pieces, s.usual, s.total, s.worth - s.total from sold s
       join products p on p.tenant_id = ${tenantId} and p.id = s.id
       where s.usual >= ${enough} and s.pieces * 2 < s.usual and p.status = 'active' and not p.deleted
       order by s.worth - s.total desc, s.id limit ${most})
    )
    select l.list, p.id as "productId", p.title, p.sku, l.pieces::integer as pieces,
      round(l.usual, 1)::double precision as "usualPieces", l.total::bigint as total
    from listed l
    join products p on p.tenant_id = ${tenantId} and p.id = l.id
    order by l.list desc, l.rank desc, l.id`.execute(db)
  return rows
}

export type CaseRows = { opened: number; open: number; settled: { action: string; count: number }[] }

/** Cases of orders and of movements: those that came up in the week, and how those that ended in it did. */
export async function casesOfWeek(db: Kysely<Schema>, tenantId: string, week: Week): Promise<CaseRows> {
  const from = new Date(week.from).toISOString()
  const to = new Date(week.to).toISOString()
  const { rows } = await sql<CaseRows>`
    with ${ordersNear(tenantId, week)}, cases as (
      select conflict ->> 'detectedAt' as at, conflict -> 'settlement' as settlement
      from told where conflict is not null
      union all
      select to_char(detected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), settlement
      from movement_conflicts
      where tenant_id = ${tenantId} and detected_at >= ${new Date(week.usual)}
    )
    select count(*) filter (where at >= ${from} and at < ${to})::integer as opened,
      (select count(*)::integer from orders where tenant_id = ${tenantId} and status = 'conflict'
          and conflict #>> '{settlement,action}' is distinct from 'backorder')
        + (select count(*)::integer from movement_conflicts where tenant_id = ${tenantId} and settled_at is null)
        as open,
      coalesce((
        select json_agg(json_build_object('action', action, 'count', count) order by count desc, action)
        from (
          select coalesce(settlement ->> 'action', 'recount') as action, count(*)::integer as count from cases
          where settlement ->> 'at' >= ${from} and settlement ->> 'at' < ${to}
          group by 1
        ) ended
      ), '[]'::json) as settled
    from cases`.execute(db)
  return rows[0] as CaseRows
}

export type ShelfRow = {
  low: number
  empty: number
  productId: string | null
  title: string
  sku: string
  branchId: string
  branch: string
  onHand: number
  days: number
}

/**
 * How many shelves are low or empty, and those that will be within so many days: as the forecast has it where there is
 * one, else at the pace of the last five weeks. At least one row: where nothing is soon out, without a product.
 */
export async function shelvesOfWeek(
  db: Kysely<Schema>,
  tenantId: string,
  week: Week,
  { most, within }: { most: number; within: number },
): Promise<ShelfRow[]> {
  const { rows } = await sql<ShelfRow>`
    with ${ordersNear(tenantId, week)}, pace as (
      select t.branch_id, l."productId" as id,
        sum(case t.kind when 'refund' then -l.quantity else l.quantity end) / 35.0 as a_day
      from told t
      cross join lateral json_to_recordset(t.lines) as l ("productId" uuid, quantity integer)
      where t.status <> 'cancelled'
      group by 1, 2
    ), shelves as (
      select p.id as product_id, p.title, p.sku, b.id as branch_id, b.name, l.on_hand,
        ${isLow} as is_low,
        coalesce(l.days_remaining, l.on_hand / nullif(pace.a_day, 0)::double precision) as days
      from branches b
      join stock_levels l on l.tenant_id = ${tenantId} and l.branch_id = b.id
      join products p on p.tenant_id = ${tenantId} and p.id = l.product_id
      left join pace on pace.branch_id = b.id and pace.id = p.id
      where b.tenant_id = ${tenantId} and ${isKept}
    ), soon as (
      select * from shelves where on_hand > 0 and days >= 0 and days <= ${within}
      order by days, title, branch_id limit ${most}
    ), counted as (
      select count(*) filter (where is_low)::integer as low, count(*) filter (where on_hand = 0)::integer as empty
      from shelves
    )
    select c.low, c.empty, s.product_id as "productId", s.title, s.sku, s.branch_id as "branchId", s.name as branch,
      s.on_hand as "onHand", round(s.days::numeric, 1)::double precision as days
    from counted c left join soon s on true
    order by s.days, s.title, s.branch_id`.execute(db)
  return rows
}

export type CashRow = { shifts: number; variance: number; short: number; over: number }

/** What drawers held at the close less what they should have, over the shifts that were closed in the week. */
export async function cashOfWeek(db: Kysely<Schema>, tenantId: string, week: Week): Promise<CashRow> {
  const { rows } = await sql<CashRow>`
    select count(*)::integer as shifts, coalesce(sum(counted_cash - expected_cash), 0)::bigint as variance,
      count(*) filter (where counted_cash < expected_cash)::integer as short,
      count(*) filter (where counted_cash > expected_cash)::integer as over
    from shifts
    where tenant_id = ${tenantId} and not deleted and counted_cash is not null and expected_cash is not null
      and closed_at >= ${new Date(week.from)} and closed_at < ${new Date(week.to)}`.execute(db)
  return rows[0] as CashRow
}
