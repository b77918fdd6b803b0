import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The summary of each week of a business, and the mails by which it went out. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...tables, ...indexes, ...doors]) await sql.raw(statement).execute(db)
  for (const table of ['summaries', 'summary_mails']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql
      .raw(
        `create policy own_tenant on ${table}
          using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`,
      )
      .execute(db)
    await sql.raw(`grant select, insert, update on ${table} to omnisync_app`).execute(db)
  }
}

const tables = [
  // Null where somebody has not chosen: then it is as their role has it.
  `alter table account_settings add column summary_mail boolean`,
  // One for each week, named by the day on which it ended. `claim_id` until `claimed_until`: a worker is making it.
  `create table summaries (
    tenant_id uuid not null references tenants (id),
    week date not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    claim_id uuid,
    claimed_until timestamptz,
    asked_by uuid,
    made_at timestamptz,
    statistics jsonb,
    tellings jsonb,
    primary key (tenant_id, week),
    foreign key (tenant_id, asked_by) references users (tenant_id, id),
    constraint summaries_made check (
      (made_at is null) = (statistics is null) and (made_at is null) = (tellings is null)),
    constraint summaries_week check (starts_at < ends_at)
  )`,
  // One to each person. `due_at` is when it is tried next; while a worker has it in hand, when it is given up on.
  `create table summary_mails (
    tenant_id uuid not null,
    week date not null,
    user_id uuid not null,
    id uuid not null,
    address text not null,
    language text not null check (language in ('en', 'ru', 'uz')),
    state text not null check (state in ('waiting', 'sent', 'failed', 'dropped')),
    due_at timestamptz not null,
    attempts integer not null default 0,
    fault text,
    ended_at timestamptz,
    primary key (tenant_id, week, user_id),
    foreign key (tenant_id, week) references summaries (tenant_id, week),
    foreign key (tenant_id, user_id) references users (tenant_id, id),
    constraint summary_mails_ended check ((state = 'waiting') = (ended_at is null))
  )`,
]

const indexes = [
  `create index summary_mails_open on summary_mails (tenant_id, due_at) where state = 'waiting'`,
  `create index summary_mails_failed on summary_mails (tenant_id, ended_at) where state = 'failed'`,
]

const doors = [
  // Asked by the cron line: whose week may be over, by the clock of whom.
  `
  create function weeks_of_tenants()
  returns table (tenant_id uuid, time_zone text, created_at timestamptz, made date)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select t.id, t.time_zone, t.created_at,
       (select max(s.week) from summaries s where s.tenant_id = t.id and s.made_at is not null)
     from tenants t $$`,
  `
  create function tenants_with_summary_mail(moment timestamptz) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select distinct m.tenant_id from summary_mails m where m.state = 'waiting' and m.due_at <= moment $$`,
]
