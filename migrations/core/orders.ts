/** Sales and refunds, and those that wait at a lane. */
export const orders = `
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
`
