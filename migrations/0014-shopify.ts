import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** A connected Shopify shop: what is known of it, what it told, and what it is still to be told. */
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
}

const names = [
  'shopify_connections',
  'shopify_locations',
  'shopify_variants',
  'shopify_product_hints',
  'shopify_levels',
  'shopify_orders',
  'shopify_claims',
  'shopify_refunds',
  'shopify_sends',
  'shopify_inbox',
  'shopify_imports',
  'shopify_refusals',
  'shopify_calls',
]

const tables = [
  // One shop a business, one business a shop. `former_secret` signs webhooks for a while after a rotation.
  `create table shopify_connections (
    tenant_id uuid primary key references tenants (id),
    domain text not null unique,
    client_id text not null,
    secret bytea not null,
    former_secret bytea,
    rotated_at timestamptz,
    shop_name text not null,
    currency text not null,
    digits integer not null,
    state text not null check (state in ('on', 'paused', 'refused', 'uninstalled', 'restored')),
    fault jsonb,
    owners jsonb not null,
    opening_stock text not null check (opening_stock in ('shopify', 'omnisync')),
    device_id uuid not null,
    connected_by uuid not null,
    connected_at timestamptz not null,
    reader_epoch text not null,
    reader_seq bigint not null,
    orders_since timestamptz not null,
    products_since timestamptz,
    products_seq bigint not null default 0,
    budget jsonb,
    checked_at timestamptz,
    reconciled_at timestamptz,
    reconciliation jsonb,
    foreign key (tenant_id, connected_by) references users (tenant_id, id)
  )`,
  `create table shopify_locations (
    tenant_id uuid not null references tenants (id),
    id text not null,
    name text not null,
    is_active boolean not null,
    branch_id uuid,
    primary key (tenant_id, id),
    unique (tenant_id, branch_id),
    foreign key (tenant_id, branch_id) references branches (tenant_id, id)
  )`,
  // `base`: the shared fields as Shopify last had them, which is what both sides agreed on, or are about to.
  `create table shopify_variants (
    tenant_id uuid not null references tenants (id),
    id text not null,
    shop_product_id text not null,
    item_id text not null,
    product_id uuid not null,
    is_tracked boolean not null,
    is_new boolean not null,
    base jsonb,
    remote_updated_at timestamptz not null,
    read_at timestamptz,
    gone_at timestamptz,
    primary key (tenant_id, id)
  )`,
  // Products of Shopify's to be read again. `asked` counts: what is asked for again while it is read, stays.
  `create table shopify_product_hints (
    tenant_id uuid not null references tenants (id),
    shop_product_id text not null,
    asked integer not null default 1,
    hinted_at timestamptz not null,
    attempts integer not null default 0,
    next_try_at timestamptz,
    fault jsonb,
    primary key (tenant_id, shop_product_id)
  )`,
  // `known`: available there, as far as it is explained here; null where it was never read. `counted`: a recount is
  // among what is to be told. `held`: the sum of movements that wait at the desk, as last seen. `opening`: whose figure
  // stands at the next first meeting, where it is not as the connection says.
  `create table shopify_levels (
    tenant_id uuid not null references tenants (id),
    item_id text not null,
    location_id text not null,
    known integer,
    is_stocked boolean not null default true,
    hinted boolean not null default true,
    dirty boolean not null default true,
    counted boolean not null default false,
    held integer not null default 0,
    opening text check (opening in ('shopify', 'omnisync')),
    send_id uuid,
    refused jsonb,
    read_at timestamptz,
    primary key (tenant_id, item_id, location_id)
  )`,
  `create table shopify_orders (
    tenant_id uuid not null references tenants (id),
    id text not null,
    name text not null,
    updated_at timestamptz,
    cancelled_at timestamptz,
    is_sure boolean not null default false,
    hinted boolean not null,
    attempts integer not null default 0,
    next_try_at timestamptz,
    fault jsonb,
    primary key (tenant_id, id)
  )`,
  // Pieces of a line that the order took at a location, how many it still has, and our document that books them.
  // `is_open` until they are booked for good: what of them is not booked here is missing on the shelf all the same.
  `create table shopify_claims (
    tenant_id uuid not null references tenants (id),
    order_id text not null,
    line_id text not null,
    location_id text not null,
    part integer not null,
    item_id text not null,
    taken integer not null,
    quantity integer not null,
    document_id uuid,
    document_line_id uuid,
    is_open boolean not null default true,
    primary key (tenant_id, order_id, line_id, location_id, part)
  )`,
  // What of the claims a refund gave back. `is_open` until our documents say so too, or nothing is left to say.
  `create table shopify_refunds (
    tenant_id uuid not null references tenants (id),
    id text not null,
    order_id text not null,
    pieces jsonb not null,
    document_id uuid,
    is_open boolean not null default true,
    primary key (tenant_id, id)
  )`,
  // What is on its way there; the id is the idempotency key.
  `create table shopify_sends (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null,
    subject_id text,
    payload jsonb not null,
    state text not null check (state in ('waiting', 'dead', 'done')),
    attempts integer not null default 0,
    next_try_at timestamptz,
    first_tried_at timestamptz,
    fault jsonb,
    created_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant_id, id)
  )`,
  // A webhook as it came, after its signature was checked.
  `create table shopify_inbox (
    tenant_id uuid not null references tenants (id),
    id text not null,
    event_id text not null,
    topic text not null,
    body text not null,
    triggered_at timestamptz not null,
    received_at timestamptz not null,
    state text not null check (state in ('waiting', 'done', 'dead')),
    fault jsonb,
    ended_at timestamptz,
    primary key (tenant_id, id)
  )`,
  // `cursor`: behind the last product that was taken whole; `done_of_next`: of the one after it so much is done.
  `create table shopify_imports (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null check (kind in ('full', 'changed', 'bulk')),
    state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
    since timestamptz,
    cursor text,
    done_of_next integer not null default 0,
    variants_each integer,
    bulk_id text,
    total integer,
    read integer not null default 0,
    created integer not null default 0,
    matched integer not null default 0,
    conflicting integer not null default 0,
    unchanged integer not null default 0,
    refused integer not null default 0,
    attempts integer not null default 0,
    next_try_at timestamptz,
    fault jsonb,
    asked_by uuid,
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant_id, id)
  )`,
  // What of Shopify's cannot be taken over, and why: gone once it reads well.
  `create table shopify_refusals (
    tenant_id uuid not null references tenants (id),
    subject text not null,
    subject_id text not null,
    shop_product_id text,
    title text not null,
    code text not null,
    path text not null,
    message text not null,
    at timestamptz not null,
    primary key (tenant_id, subject, subject_id)
  )`,
  // The latest calls that failed, with what was asked and answered; no secret is among it.
  `create table shopify_calls (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    at timestamptz not null,
    operation text not null,
    code text not null,
    status integer,
    milliseconds integer not null,
    request jsonb not null,
    answer jsonb,
    primary key (tenant_id, id)
  )`,
]

const indexes = [
  `create unique index shopify_variants_product on shopify_variants (tenant_id, product_id) where gone_at is null`,
  `create index shopify_variants_item on shopify_variants (tenant_id, item_id)`,
  `create index shopify_variants_shop_product on shopify_variants (tenant_id, shop_product_id)`,
  `create index shopify_refusals_product on shopify_refusals (tenant_id, shop_product_id)`,
  `create index shopify_levels_waiting on shopify_levels (tenant_id) where hinted or dirty or held <> 0`,
  `create index shopify_levels_sent on shopify_levels (tenant_id, send_id) where send_id is not null`,
  `create index shopify_orders_waiting on shopify_orders (tenant_id) where hinted`,
  `create index shopify_orders_faulty on shopify_orders (tenant_id) where fault is not null`,
  `create index shopify_claims_document on shopify_claims (tenant_id, document_id)`,
  `create index shopify_claims_level on shopify_claims (tenant_id, item_id, location_id) where is_open`,
  `create index shopify_refunds_order on shopify_refunds (tenant_id, order_id)`,
  `create index shopify_sends_open on shopify_sends (tenant_id, next_try_at) where state <> 'done'`,
  `create index shopify_sends_order on shopify_sends (tenant_id, (payload ->> 'orderId')) where kind = 'refund'`,
  `create index shopify_sends_ended on shopify_sends (tenant_id, ended_at) where state = 'done'`,
  `create index shopify_inbox_open on shopify_inbox (tenant_id, received_at) where state <> 'done'`,
  `create index shopify_inbox_ended on shopify_inbox (tenant_id, ended_at) where state = 'done'`,
  `create index shopify_imports_started on shopify_imports (tenant_id, started_at)`,
  `create index shopify_calls_at on shopify_calls (tenant_id, at)`,
]

const doors = [
  // Asked before it is known which business a webhook is for.
  `
  create function shop_by_domain(shop text)
  returns table (tenant_id uuid, secret bytea, former_secret bytea, rotated_at timestamptz, state text)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select c.tenant_id, c.secret, c.former_secret, c.rotated_at, c.state from shopify_connections c where c.domain = lower(shop) $$`,
  // Asked by the cron line that looks after every shop.
  `
  create function tenants_with_shop() returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select c.tenant_id from shopify_connections c where c.state in ('on', 'restored') $$`,
]
