/** What is sold. */
export const catalog = `
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
`
