/** Who buys. */
export const customers = `
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
`
