/** The lanes, who has worked at them, and what they pulled and pushed. */
export const devices = `
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
    foreign key (tenant_id, branch_id) references branches (tenant_id, id),
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
`
