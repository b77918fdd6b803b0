import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { DemandClass } from '../../shared/velocity/demand-class.ts'
import type { Kin } from '../../shared/velocity/learn-habits.ts'
import type { Supply } from '../../shared/velocity/plan-orders.ts'
import type { TestSums } from '../../shared/velocity/back-test.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import { isOpen } from '../branches/open-ones.ts'

export type BranchClock = {
  branchId: string
  settings: unknown
  /** By the clock of the branch, as 2026-11-21, and how many minutes of the day have passed. */
  today: string
  minute: number
  night: { day: string; supply: Supply; week: number[]; priors: ReadonlyMap<string, Kin> } | null
}

/** What time it is at each branch, and what its last night was. */
export async function branchClocks(db: Kysely<Schema>, tenantId: string, now: Date): Promise<BranchClock[]> {
  const { rows } = await sql<BranchClock & { priors: [string, Kin][] | null }>`
    select b.id as "branchId", b.settings, to_char(here.clock, 'YYYY-MM-DD') as today,
      (extract(hour from here.clock) * 60 + extract(minute from here.clock))::integer as minute,
      case when n.day is not null then jsonb_build_object(
        'day', to_char(n.day, 'YYYY-MM-DD'), 'supply', n.supply, 'week', n.week) end as night,
      n.priors
    from branches b
    join tenants t on t.id = b.tenant_id
    cross join lateral (
      select ${now}::timestamptz at time zone coalesce(b.settings ->> 'timeZone', t.time_zone) as clock
    ) here
    left join velocity_nights n on n.tenant_id = b.tenant_id and n.branch_id = b.id
    where b.tenant_id = ${tenantId} and ${isOpen}
    order by b.code`.execute(db)
  return rows.map(({ priors, night, ...row }) => ({
    ...row,
    night: night && { ...night, priors: new Map(priors) },
  }))
}

export type Known = {
  productId: string
  kind: DemandClass
  perDay: number
  dailySpread: number
  spreadPerDay: number
  point: number | null
}

/** What was reckoned of a branch's products before, with the reorder points that their shelves were told. */
export async function knownPaces(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string,
  productIds?: readonly string[],
): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select v.product_id as "productId", v.kind, v.per_day as "perDay", v.daily_spread as "dailySpread",
      v.spread_per_day as "spreadPerDay", l.suggested_point as point
    from velocities v
    left join stock_levels l
      on l.tenant_id = v.tenant_id and l.branch_id = v.branch_id and l.product_id = v.product_id
    where v.tenant_id = ${tenantId} and v.branch_id = ${branchId}
      ${productIds ? sql`and v.product_id = any (${[...productIds]}::uuid[])` : sql``}`.execute(db)
  return rows
}

/** Keeps what was reckoned. */
export async function writeVelocities(
  tx: Tx,
  tenantId: string,
  branchId: string,
  day: string,
  rows: readonly Omit<Known, 'point'>[],
): Promise<void> {
  await sql`
    insert into velocities (
      tenant_id, branch_id, product_id, kind, per_day, daily_spread, spread_per_day, reckoned_on)
    select ${tenantId}, ${branchId}, v.id, v.kind, v.per_day, v.daily, v.growing, ${day}::date
    from unnest(
      ${rows.map(({ productId }) => productId)}::uuid[], ${rows.map(({ kind }) => kind)}::text[],
      ${rows.map(({ perDay }) => perDay)}::double precision[],
      ${rows.map(({ dailySpread }) => dailySpread)}::double precision[],
      ${rows.map(({ spreadPerDay }) => spreadPerDay)}::double precision[]
    ) as v(id, kind, per_day, daily, growing)
    on conflict (tenant_id, branch_id, product_id) do update
      set kind = excluded.kind, per_day = excluded.per_day, daily_spread = excluded.daily_spread,
        spread_per_day = excluded.spread_per_day, reckoned_on = excluded.reckoned_on`.execute(tx)
}

export type Night = {
  branchId: string
  day: string
  supply: Supply
  week: readonly number[]
  priors: ReadonlyMap<string, Kin>
  products: number
  changed: number
  test: TestSums
  tookMs: number
  endedAt: Date
}

/** Notes that a branch's night is over, and what was learned in it. */
export async function writeNight(tx: Tx, tenantId: string, night: Night): Promise<void> {
  await sql`
    insert into velocity_nights (
      tenant_id, branch_id, day, supply, week, priors, products, changed, test, took_ms, ended_at)
    values (${tenantId}, ${night.branchId}, ${night.day}::date, ${JSON.stringify(night.supply)},
      ${JSON.stringify(night.week)}, ${JSON.stringify([...night.priors])}, ${night.products}, ${night.changed},
      ${JSON.stringify(night.test)}, ${night.tookMs}, ${night.endedAt})
    on conflict (tenant_id, branch_id) do update
      set day = excluded.day, supply = excluded.supply, week = excluded.week, priors = excluded.priors,
        products = excluded.products, changed = excluded.changed, test = excluded.test, took_ms = excluded.took_ms,
        ended_at = excluded.ended_at`.execute(tx)
}

export type Progress = { seq: number; reckoned: number }

/** How far the ledger was read, and up to where what it says was reckoned with. */
export async function progressOf(db: Kysely<Schema>, tenantId: string): Promise<Progress | null> {
  const { rows } = await sql<Progress>`
    select seq, reckoned_seq as reckoned from velocity_progress where tenant_id = ${tenantId}`.execute(db)
  return rows[0] ?? null
}

export async function noteReckoned(tx: Tx, tenantId: string, seq: number): Promise<void> {
  await sql`
    update velocity_progress set reckoned_seq = greatest(reckoned_seq, ${seq}) where tenant_id = ${tenantId}`.execute(
    tx,
  )
}

export type Touched = { branchId: string; productIds: string[] }

/** The products that the next movements touched, by branch, and how far that is. */
export async function touchedNext(
  db: Kysely<Schema>,
  tenantId: string,
  { seq, reckoned }: Progress,
  most: number,
): Promise<{ touched: Touched[]; reached: number }> {
  const { rows } = await sql<Touched & { reached: number }>`
    with next as (
      select seq, branch_id, product_id from stock_movements
      where tenant_id = ${tenantId} and seq > ${reckoned} and seq <= ${seq}
      order by seq
      limit ${most}
    )
    select branch_id as "branchId", array_agg(distinct product_id) as "productIds",
      case when (select count(*) from next) < ${most} then ${seq}::bigint else (select max(seq) from next) end as reached
    from next
    group by branch_id`.execute(db)
  return { touched: rows, reached: rows[0]?.reached ?? seq }
}

/** When the branch whose last night is longest ago had it; null where none had one. */
export async function oldestNight(db: Kysely<Schema>, tenantId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(n.ended_at) as at
    from velocity_nights n
    join branches b on b.tenant_id = n.tenant_id and b.id = n.branch_id and ${isOpen}
    where n.tenant_id = ${tenantId}`.execute(db)
  return rows[0]?.at ?? null
}
