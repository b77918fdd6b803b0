/** What lies where, the ledger that says why, and what the ledger refused. */
export const inventory = `
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
`
