import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** Movements of the ledger that a transaction of the reader takes (L6). */
export const CHUNK = 500

/** Whether the ledger has moved since it was last read. */
export async function isBehind(db: Kysely<Schema>, tenantId: string): Promise<boolean> {
  const { rows } = await sql`
    select from log_heads l
    left join velocity_progress p on p.tenant_id = l.tenant_id
    where l.tenant_id = ${tenantId} and (l.collections ->> 'stockMovements')::bigint > coalesce(p.seq, 0)`.execute(
    db,
  )
  return rows.length > 0
}

/** Keeps other nodes from this business's days until the transaction ends; false where one is at them already. */
export async function lockDays(tx: Tx, tenantId: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`velocity ${tenantId}`}, 0)) as mine`.execute(tx)
  return rows[0]?.mine ?? false
}

/**
 * Adds the next movements of the ledger to the days of their products, in the order of the log, and notes how far that
 * came: to the head where there were no more, as the same snapshot shows it (L2). A sale belongs to the day on which
 * the till made it, unless its clock says later than it was settled, or longer ago than a till stays away; what lay on
 * the shelf belongs to the day on which it was booked, which is what the balances follow.
 *
 * @returns how many movements were read
 */
export async function writeDays(tx: Tx, tenantId: string, most: number): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    with moved as materialized (
      select m.seq, m.branch_id, m.product_id, m.delta, m.balance, m.reason,
        case when o.created_at <= m.created_at and o.created_at > m.created_at - interval '45 days'
          then o.created_at else m.created_at end
        at time zone coalesce(b.settings ->> 'timeZone', t.time_zone) as clock,
        m.created_at at time zone coalesce(b.settings ->> 'timeZone', t.time_zone) as booked
      from stock_movements m
      join tenants t on t.id = m.tenant_id
      left join branches b on b.tenant_id = m.tenant_id and b.id = m.branch_id
      left join orders o on o.tenant_id = m.tenant_id and o.id = m.order_id and m.reason in ('sale', 'refund')
      where m.tenant_id = ${tenantId}
        and m.seq > coalesce((select seq from velocity_progress where tenant_id = ${tenantId}), 0)
      order by m.seq
      limit ${most}
    ), timed as (
      select seq, branch_id, product_id, delta, balance, reason, clock::date as day,
        (extract(hour from clock) * 60 + extract(minute from clock))::smallint as minute, booked::date as booked_day,
        (extract(hour from booked) * 60 + extract(minute from booked))::smallint as booked_minute
      from moved
    ), parts as (
      select branch_id, product_id, day,
        coalesce(sum(-delta) filter (where reason = 'sale'), 0) as sold,
        coalesce(sum(delta) filter (where reason = 'refund'), 0) as returned,
        null::integer as opening, null::integer as closing, null::smallint as filled_at, null::smallint as emptied_at
      from timed
      where reason in ('sale', 'refund')
      group by branch_id, product_id, day
      union all
      select branch_id, product_id, booked_day, 0, 0,
        (array_agg(balance - delta order by seq))[1], (array_agg(balance order by seq desc))[1],
        min(booked_minute) filter (where balance > 0), max(booked_minute) filter (where balance = 0)
      from timed
      group by branch_id, product_id, booked_day
    ), sums as (
      insert into daily_sales as d (
        tenant_id, branch_id, product_id, day, sold, returned, opening, closing, filled_at, emptied_at)
      select ${tenantId}, branch_id, product_id, day,
        sum(sold), sum(returned), max(opening), max(closing), max(filled_at), max(emptied_at)
      from parts
      group by branch_id, product_id, day
      order by branch_id, product_id, day
      on conflict (tenant_id, branch_id, product_id, day) do update
        set sold = d.sold + excluded.sold, returned = d.returned + excluded.returned,
          opening = coalesce(d.opening, excluded.opening), closing = coalesce(excluded.closing, d.closing),
          filled_at = least(d.filled_at, excluded.filled_at), emptied_at = greatest(d.emptied_at, excluded.emptied_at)
    ), hours as (
      insert into branch_days as h (tenant_id, branch_id, day, sales, first_at, last_at)
      select ${tenantId}, branch_id, day, count(*), min(minute), max(minute)
      from timed
      where reason = 'sale'
      group by branch_id, day
      on conflict (tenant_id, branch_id, day) do update
        set sales = h.sales + excluded.sales, first_at = least(h.first_at, excluded.first_at),
          last_at = greatest(h.last_at, excluded.last_at)
    ), noted as (
      insert into velocity_progress (tenant_id, seq, reckoned_seq)
      select ${tenantId}, reached, 0 from (
        select case when count(*) < ${most} then (
          select (collections ->> 'stockMovements')::bigint from log_heads where tenant_id = ${tenantId}
        ) else max(seq) end as reached
        from moved
      ) progress
      where reached is not null
      on conflict (tenant_id) do update set seq = excluded.seq
    )
    select count(*)::integer as read from moved`.execute(tx)
  return rows[0]?.read ?? 0
}
