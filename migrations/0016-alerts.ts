import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Readers of the log, what people want to be told and by which way, and the chats that stand for them. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...tables, ...indexes, ...doors]) await sql.raw(statement).execute(db)
  for (const table of names) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql
      .raw(
        `create policy own_tenant on ${table}
          using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`,
      )
      .execute(db)
    await sql.raw(`grant select, insert, update, delete on ${table} to omnisync_app`).execute(db)
  }
  // Of the installation, and of no business.
  for (const table of ['telegram_bot', 'telegram_updates'])
    await sql.raw(`grant select, insert, update, delete on ${table} to omnisync_app`).execute(db)
}

const names = [
  'log_readers',
  'account_settings',
  'stock_alerts',
  'low_marks',
  'notices',
  'notice_items',
  'telegram_bindings',
  'telegram_codes',
]

const tables = [
  // `began_at`: what lies before is taken note of, and nobody is told.
  `create table log_readers (
    tenant_id uuid not null references tenants (id),
    reader text not null,
    began_at bigint not null,
    seq bigint not null,
    primary key (tenant_id, reader)
  )`,
  // Null where somebody has not chosen: then it is as their role has it.
  `create table account_settings (
    tenant_id uuid not null,
    user_id uuid not null,
    language text check (language in ('en', 'ru', 'uz')),
    low_stock_mail boolean,
    low_stock_telegram boolean,
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id)
  )`,
  // Thresholds of people's own, which stand before those of the shop.
  `create table stock_alerts (
    tenant_id uuid not null,
    user_id uuid not null,
    product_id uuid not null,
    threshold integer not null check (threshold >= 0),
    created_at timestamptz not null,
    primary key (tenant_id, user_id, product_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id),
    foreign key (tenant_id, product_id) references products (tenant_id, id)
  )`,
  // A level that was seen at its threshold or below, by the position at which it was. \`user_id\` of whose own
  // threshold it is; of nobody (all zeros) where it is the shop's. It is gone once the level is above again.
  `create table low_marks (
    tenant_id uuid not null references tenants (id),
    product_id uuid not null,
    branch_id uuid not null,
    user_id uuid not null,
    seq bigint not null,
    primary key (tenant_id, product_id, branch_id, user_id)
  )`,
  // One message to one person by one way. It gathers until it is due; \`claimed_until\`: a worker has it in hand.
  `create table notices (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    user_id uuid not null,
    channel text not null check (channel in ('telegram', 'mail')),
    state text not null check (state in ('gathering', 'waiting', 'sending', 'sent', 'failed', 'dropped')),
    due_at timestamptz not null,
    claimed_until timestamptz,
    attempts integer not null default 0,
    fault text,
    created_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references users (tenant_id, id)
  )`,
  `create table notice_items (
    tenant_id uuid not null,
    notice_id uuid not null,
    product_id uuid not null,
    branch_id uuid not null,
    on_hand integer not null,
    threshold integer not null,
    is_own boolean not null,
    at timestamptz not null,
    primary key (tenant_id, notice_id, product_id, branch_id),
    foreign key (tenant_id, notice_id) references notices (tenant_id, id) on delete cascade
  )`,
  // The chat that speaks for somebody. \`silent_since\`: the person has blocked the bot there.
  `create table telegram_bindings (
    tenant_id uuid not null,
    user_id uuid not null,
    chat_id bigint not null,
    chat_name text not null,
    bound_at timestamptz not null,
    silent_since timestamptz,
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id)
  )`,
  // One code for each person at a time, kept as its keyed hash; gone once it was used.
  `create table telegram_codes (
    tenant_id uuid not null,
    user_id uuid not null,
    hash bytea not null,
    expires_at timestamptz not null,
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id)
  )`,
  // The one bot of the installation: who it is, which node listens to it until when, and how that goes.
  `create table telegram_bot (
    only_row boolean primary key default true check (only_row),
    bot_id bigint,
    username text,
    next_update bigint not null default 0,
    node_id uuid,
    node_until timestamptz,
    reached_at timestamptz,
    update_at timestamptz,
    failing_since timestamptz,
    fault text
  )`,
  // What was taken up already: Telegram tells again what it is not sure to have told.
  `create table telegram_updates (
    bot_id bigint not null,
    id bigint not null,
    at timestamptz not null,
    is_done boolean not null default false,
    primary key (bot_id, id)
  )`,
]

const indexes = [
  `create index stock_alerts_product on stock_alerts (tenant_id, product_id)`,
  `create index notices_open on notices (tenant_id, due_at) where state in ('gathering', 'waiting', 'sending')`,
  `create index notices_of on notices (tenant_id, user_id, channel, due_at)`,
  `create index notices_ended on notices (tenant_id, ended_at) where ended_at is not null`,
  `create unique index telegram_bindings_chat on telegram_bindings (chat_id)`,
  `create unique index telegram_codes_hash on telegram_codes (hash)`,
]

const doors = [
  // Asked before it is known which business a chat belongs to.
  `
  create function person_of_chat(chat bigint)
  returns table (tenant_id uuid, user_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select b.tenant_id, b.user_id from telegram_bindings b where b.chat_id = chat $$`,
  `
  create function person_of_code(code bytea)
  returns table (tenant_id uuid, user_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select c.tenant_id, c.user_id from telegram_codes c where c.hash = code $$`,
  // Asked by the cron line that looks after what is to be told.
  `
  create function tenants_with_notices() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select distinct n.tenant_id from notices n where n.state in ('gathering', 'waiting', 'sending') $$`,
]
