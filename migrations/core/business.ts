/** A business, its shops, its people and their logins. */
export const business = `
  create table tenants (
    id uuid primary key,
    name text not null,
    currency text not null,
    time_zone text not null,
    created_at timestamptz not null
  );

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
    foreign key (tenant_id, branch_id) references branches (tenant_id, id),
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
`
