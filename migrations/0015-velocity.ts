import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What was sold day by day, as a reader of the log keeps it, and what that says of the days to come. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...tables, ...indexes]) await sql.raw(statement).execute(db)
  for (const table of ['daily_sales', 'branch_days', 'velocities', 'velocity_progress', 'velocity_nights']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql
      .raw(
        `create policy own_tenant on ${table}
          using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`,
      )
      .execute(db)
    await sql.raw(`grant select, insert, update, delete on ${table} to omnisync_app`).execute(db)
  }
}

const tables = [
  // A row for each day on which something moved, by the clock of the branch. `sold` and `returned` are of the day on
  // which they were made. `opening` and `closing` are what lay there before the first and after the last of the
  // movements that were booked on it, in the order of the log, null where none was; `filled_at` is the first minute at
  // which there was something, `emptied_at` the last at which there was nothing.
  `create table daily_sales (
    tenant_id uuid not null,
    branch_id uuid not null,
    product_id uuid not null,
    day date not null,
    sold integer not null,
    returned integer not null,
    opening integer,
    closing integer,
    filled_at smallint,
    emptied_at smallint,
    primary key (tenant_id, branch_id, product_id, day)
  )`,
  // When a branch sold: its opening hours, as far as its sales tell. A day without a row it was closed.
  `create table branch_days (
    tenant_id uuid not null,
    branch_id uuid not null,
    day date not null,
    sales integer not null,
    first_at smallint not null,
    last_at smallint not null,
    primary key (tenant_id, branch_id, day)
  )`,
  `create table velocities (
    tenant_id uuid not null,
    branch_id uuid not null,
    product_id uuid not null,
    kind text not null check (kind in ('smooth', 'intermittent', 'fading', 'new')),
    per_day double precision not null,
    daily_spread double precision not null,
    spread_per_day double precision not null,
    reckoned_on date not null,
    primary key (tenant_id, branch_id, product_id)
  )`,
  // Where the reader of the log is: with the days, and with what was reckoned again between the nights.
  `create table velocity_progress (
    tenant_id uuid primary key references tenants (id),
    seq bigint not null,
    reckoned_seq bigint not null
  )`,
  // The last night of each branch: a node that dies in the middle leaves the others to the next one.
  `create table velocity_nights (
    tenant_id uuid not null,
    branch_id uuid not null,
    day date not null,
    supply jsonb not null,
    week jsonb not null,
    priors jsonb not null,
    products integer not null,
    changed integer not null,
    test jsonb not null,
    took_ms integer not null,
    ended_at timestamptz not null,
    primary key (tenant_id, branch_id),
    foreign key (tenant_id, branch_id) references branches (tenant_id, id)
  )`,
  // What the forecast suggests; a reorder point that somebody set stands before it.
  `alter table stock_levels add column suggested_point integer`,
]

const indexes = [
  // What is too old is looked for every hour.
  `create index daily_sales_day on daily_sales (tenant_id, day)`,
  `create index stock_levels_lacking on stock_levels (tenant_id, branch_id)
    where not deleted and on_hand <= coalesce(reorder_point, suggested_point)`,
]
