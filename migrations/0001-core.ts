import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The core: tenants, people, lanes, the log, and the documents that replicate. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [tenantsAndPeople, log, synced, aside, stamps, doors, rights]) {
    await sql.raw(statement).execute(db)
  }
}

const tenantsAndPeople = `
  create table tenants (
    id uuid primary key,
    name text not null,
    currency text not null,
    time_zone text not null,
    created_at timestamptz not null
  );

  create table users (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    email text not null,
    name text not null,
    role text not null check (role in ('ADMIN', 'SUPPORT', 'STAFF')),
    branch_id uuid,
    password_hash text not null,
    pin_hash text,
    disabled_at timestamptz,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    check (role <> 'STAFF' or branch_id is not null)
  );
  -- People log in before it is known which business they belong to: the one index that cannot begin with it.
  create unique index users_email on users (lower(email));

  -- One row a login: the hash of the one refresh token that is good now.
  create table sessions (
    tenant_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    token_hash bytea not null,
    rotated_at timestamptz not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references users (tenant_id, id)
  );
  create index sessions_user on sessions (tenant_id, user_id);

  create table devices (
    tenant_id uuid not null,
    id uuid not null,
    branch_id uuid not null,
    code text not null,
    name text not null,
    created_by uuid not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    last_seen_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, branch_id, code),
    foreign key (tenant_id, created_by) references users (tenant_id, id)
  );

  -- Who has signed in on which lane: an order may name any of them as its cashier (A3).
  create table device_users (
    tenant_id uuid not null,
    device_id uuid not null,
    user_id uuid not null,
    since timestamptz not null,
    primary key (tenant_id, device_id, user_id),
    foreign key (tenant_id, device_id) references devices (tenant_id, id),
    foreign key (tenant_id, user_id) references users (tenant_id, id)
  );
`

const log = `
  -- One log a tenant (L1). 'collections' holds the newest position of each collection, for the stream;
  -- 'taken_from' is where the newest writing transaction began to take positions, for the refusal below (L3);
  -- 'horizon' is the position up to which tombstones were purged (L5).
  create table log_heads (
    tenant_id uuid primary key references tenants (id),
    epoch text not null,
    head bigint not null default 0,
    taken_from bigint not null default 0,
    horizon bigint not null default 0,
    collections jsonb not null default '{}'
  ) with (fillfactor = 50);

  -- Which cluster this database was last seen in: another one means a restore (E1).
  create table cluster_identity (
    only_row boolean primary key default true check (only_row),
    system_identifier text not null,
    timeline bigint not null
  );

  -- Takes positions for the rows that a transaction is about to write, as late as it can (L2): the row lock is held
  -- until the commit, which makes the order of positions the order of commits. 'counts' says how many positions each
  -- collection gets, in the order of its members: [["orders", 2], ["stockLevels", 5]]. Returns the position before
  -- the first.
  create function take_positions(tenant uuid, counts jsonb) returns bigint
  language plpgsql as $$
  declare
    before bigint;
    reached bigint;
    heads jsonb := '{}';
    entry jsonb;
  begin
    select head into before from log_heads where tenant_id = tenant for no key update;
    if before is null then
      raise exception 'no log for tenant %', tenant;
    end if;
    reached := before;
    for entry in select value from jsonb_array_elements(counts) loop
      if (entry ->> 1)::bigint > 0 then
        reached := reached + (entry ->> 1)::bigint;
        heads := heads || jsonb_build_object(entry ->> 0, reached);
      end if;
    end loop;
    if reached > before then
      update log_heads
        set head = reached,
            taken_from = case when xmin = pg_current_xact_id()::xid then taken_from else before end,
            collections = collections || heads
        where tenant_id = tenant;
    end if;
    return before;
  end $$;
`

const synced = `
  create table branches (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    code text not null,
    name text not null,
    settings jsonb not null default '{}',
    flags jsonb not null default '{}',
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id),
    unique (tenant_id, code)
  );
  create unique index branches_seq on branches (tenant_id, seq);

  alter table users add foreign key (tenant_id, branch_id) references branches (tenant_id, id);
  alter table devices add foreign key (tenant_id, branch_id) references branches (tenant_id, id);

  create table products (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    group_id uuid not null,
    group_title text not null,
    title text not null,
    variant_title text not null,
    sku text not null,
    barcode text,
    vendor text not null,
    category text not null,
    tags text[] not null,
    price bigint not null check (price >= 0),
    cost bigint check (cost >= 0),
    tax_rate integer not null check (tax_rate >= 0),
    status text not null check (status in ('active', 'archived')),
    image_url text,
    shopify_variant_id text,
    updated_at timestamptz not null,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id)
  );
  create unique index products_seq on products (tenant_id, seq);

  create table stock_levels (
    tenant_id uuid not null,
    branch_id uuid not null,
    product_id uuid not null,
    on_hand integer not null check (on_hand >= 0),
    reorder_point integer,
    velocity double precision,
    days_remaining double precision,
    updated_at timestamptz not null,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, branch_id, product_id),
    foreign key (tenant_id, branch_id) references branches (tenant_id, id),
    foreign key (tenant_id, product_id) references products (tenant_id, id)
  );
  create unique index stock_levels_seq on stock_levels (tenant_id, seq);
  create unique index stock_levels_branch_seq on stock_levels (tenant_id, branch_id, seq);

  -- No foreign keys here and on orders: the settling transaction holds the level rows locked, which proves branch
  -- and product, and a check a row would cost more than the row.
  create table stock_movements (
    tenant_id uuid not null,
    id uuid not null,
    branch_id uuid not null,
    product_id uuid not null,
    delta integer not null,
    balance integer not null check (balance >= 0),
    reason text not null,
    order_id uuid,
    transfer_id uuid,
    counted integer,
    expected integer,
    note text,
    actor_id uuid,
    device_id uuid,
    created_at timestamptz not null,
    payload_hash bytea,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id)
  );
  create unique index stock_movements_seq on stock_movements (tenant_id, seq) include (created_at);
  create unique index stock_movements_branch_seq on stock_movements (tenant_id, branch_id, seq) include (created_at);

  create table customers (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null,
    phone text,
    email text,
    note text,
    updated_at timestamptz not null,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id)
  );
  create unique index customers_seq on customers (tenant_id, seq);

  -- Lines and payments stay inside the order: they are part of a fact that never changes (O1). What is asked of
  -- stock by product is asked of the ledger. They are json and not jsonb: written on the hottest road, read whole.
  create table orders (
    tenant_id uuid not null,
    id uuid not null,
    number text not null,
    kind text not null check (kind in ('sale', 'refund')),
    source text not null check (source in ('pos', 'shopify')),
    branch_id uuid not null,
    device_id uuid not null,
    cashier_id uuid not null,
    shift_id uuid,
    customer_id uuid,
    currency text not null,
    lines json not null,
    discount bigint not null,
    subtotal bigint not null,
    tax bigint not null,
    total bigint not null,
    payments json not null,
    refund_of uuid,
    reason text,
    approvals json not null,
    note text,
    created_at timestamptz not null,
    status text not null check (status in ('accepted', 'conflict', 'cancelled')),
    conflict jsonb,
    flags text[] not null,
    settled_at timestamptz not null,
    seal text,
    payload_hash bytea not null,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id)
  );
  create unique index orders_seq on orders (tenant_id, seq) include (created_at);
  create unique index orders_branch_seq on orders (tenant_id, branch_id, seq) include (created_at);
  create index orders_refund_of on orders (tenant_id, refund_of) where refund_of is not null;
  create index orders_conflict on orders (tenant_id, settled_at, id) where status = 'conflict';

  create table parked_sales (
    tenant_id uuid not null,
    id uuid not null,
    branch_id uuid not null,
    device_id uuid not null,
    cashier_id uuid not null,
    customer_id uuid,
    label text not null,
    lines jsonb not null,
    discount bigint not null,
    note text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, branch_id) references branches (tenant_id, id)
  );
  create unique index parked_sales_seq on parked_sales (tenant_id, seq);
  create unique index parked_sales_branch_seq on parked_sales (tenant_id, branch_id, seq);

  create table shifts (
    tenant_id uuid not null,
    id uuid not null,
    branch_id uuid not null,
    device_id uuid not null,
    number integer not null,
    opened_by uuid not null,
    opened_at timestamptz not null,
    opening_float bigint not null,
    cash_movements jsonb not null,
    closed_by uuid,
    closed_at timestamptz,
    counted_cash bigint,
    expected_cash bigint,
    note text,
    updated_at timestamptz not null,
    deleted boolean not null default false,
    seq bigint not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, branch_id) references branches (tenant_id, id)
  );
  create unique index shifts_seq on shifts (tenant_id, seq);
  create unique index shifts_branch_seq on shifts (tenant_id, branch_id, seq);
`

const aside = `
  -- Documents that could not be accepted at all (U5). 'payload' is json, not jsonb: it is kept to the letter, even
  -- where it holds what jsonb refuses.
  create table dead_letters (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    collection text not null,
    document_id text not null,
    payload json not null,
    payload_hash bytea not null,
    branch_id uuid,
    device_id uuid,
    user_id uuid,
    code text not null,
    details text not null,
    received_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'replayed', 'discarded')),
    primary key (tenant_id, id),
    unique (tenant_id, collection, document_id, payload_hash)
  );
  create index dead_letters_open on dead_letters (tenant_id, received_at, id) where state = 'open';

  -- By hash, what was taken of documents that people edit from devices that had heard nothing of them yet: sent again,
  -- it is a repeat (U3); anything else is an edit (M4).
  create table taken_payloads (
    tenant_id uuid not null references tenants (id),
    collection text not null,
    document_id uuid not null,
    payload_hash bytea not null,
    primary key (tenant_id, collection, document_id, payload_hash)
  );

  -- Stock movements that would have taken a level below zero (M3): not in the ledger until somebody decides.
  create table movement_conflicts (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    branch_id uuid not null,
    product_id uuid not null,
    movement jsonb not null,
    payload_hash bytea not null,
    requested integer not null,
    available integer not null,
    detected_at timestamptz not null,
    settled_at timestamptz,
    primary key (tenant_id, id)
  );
  create index movement_conflicts_open on movement_conflicts (tenant_id, detected_at, id) where settled_at is null;

  create table audit_log (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    at timestamptz not null,
    actor_id uuid,
    device_id uuid,
    action text not null,
    subject text not null,
    subject_id text not null,
    details jsonb not null,
    primary key (tenant_id, id)
  );
  create index audit_log_subject on audit_log (tenant_id, subject, subject_id, at);

  -- What a device pulled and pushed, summed over a few seconds a row.
  create table sync_log (
    tenant_id uuid not null,
    id uuid not null,
    device_id uuid not null,
    at timestamptz not null,
    direction text not null check (direction in ('pull', 'push', 'stream')),
    collection text,
    requests integer not null,
    documents integer not null,
    conflicts integer not null,
    rejected integer not null,
    errors integer not null,
    last_error text,
    reached bigint,
    primary key (tenant_id, id),
    foreign key (tenant_id, device_id) references devices (tenant_id, id)
  );
  create index sync_log_device on sync_log (tenant_id, device_id, at);

  create table idempotency_keys (
    tenant_id uuid not null references tenants (id),
    key text not null,
    route text not null,
    body_hash bytea not null,
    status integer not null,
    answer json not null,
    created_at timestamptz not null,
    primary key (tenant_id, key)
  );
`

const syncedTables = [
  'branches',
  'products',
  'stock_levels',
  'stock_movements',
  'customers',
  'orders',
  'parked_sales',
  'shifts',
]

/**
 * Postgres itself refuses a changed row whose position was not taken by this very transaction (L3). It looks at
 * the statement's rows at once, rather than row by row at the commit: the same refusal for a tenth of the cost.
 * `xmin` of the log row is the transaction that moved the head, which nothing but moving the head can forge.
 */
const stamps = `
  create function refuse_unstamped() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if exists (
      select from changed c
      left join log_heads l on l.tenant_id = c.tenant_id
      where l.tenant_id is null
        or l.xmin <> pg_current_xact_id()::xid
        or c.seq > l.head
        or c.seq <= l.taken_from
    ) then
      raise exception 'a row of % was changed without taking a new position in the log (L3)', tg_table_name
        using errcode = 'integrity_constraint_violation';
    end if;
    return null;
  end $$;

  ${syncedTables
    .map(
      (table) => `
  create trigger ${table}_inserted after insert on ${table}
    referencing new table as changed for each statement execute function refuse_unstamped();
  create trigger ${table}_updated after update on ${table}
    referencing new table as changed for each statement execute function refuse_unstamped();`,
    )
    .join('')}
`

/** The few questions that are asked before a tenant is known, each through a narrow door of its own. */
const doors = `
  create function user_for_login(login text)
  returns table (tenant_id uuid, id uuid, password_hash text)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select u.tenant_id, u.id, u.password_hash from users u where lower(u.email) = lower(login) $$;

  create function heads_of(tenants uuid[])
  returns table (tenant_id uuid, epoch text, head bigint, collections jsonb)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select l.tenant_id, l.epoch, l.head, l.collections from log_heads l where l.tenant_id = any (tenants) $$;
`

const tenantTables = [
  'users',
  'sessions',
  'devices',
  'device_users',
  'log_heads',
  ...syncedTables,
  'dead_letters',
  'taken_payloads',
  'movement_conflicts',
  'audit_log',
  'sync_log',
  'idempotency_keys',
]

/**
 * The server works as a role that owns nothing: row-level security shows it the rows of the tenant that its
 * connection names, and of no other (A1). It cannot delete a synced row; a delete is a tombstone (L5).
 */
const rights = `
  do $$ begin
    create role omnisync_app nologin;
  exception when duplicate_object or unique_violation then null;
  end $$;
  do $$ begin
    execute format('grant omnisync_app to %I', current_user);
  end $$;

  grant usage on schema public to omnisync_app;
  grant select, insert, update on all tables in schema public to omnisync_app;
  revoke all on cluster_identity from omnisync_app;
  do $$ begin
    revoke insert, update on kysely_migration, kysely_migration_lock from omnisync_app;
  exception when undefined_table then null;
  end $$;
  grant delete on sessions, idempotency_keys, sync_log to omnisync_app;

  alter table tenants enable row level security;
  create policy own_tenant on tenants
    using (id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
  ${tenantTables
    .map(
      (table) => `
  alter table ${table} enable row level security;
  create policy own_tenant on ${table}
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));`,
    )
    .join('')}
`
