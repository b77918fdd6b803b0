/**
 * The archive's catalogue: a card for each order, product and customer, with what it is found by. Cards are written
 * by a reader of the log, behind the settling and not in it (see `server/archive/keep-cards.ts`).
 */
export const cards = `
  -- How far the reader of each collection has come.
  create table archive_progress (
    tenant_id uuid not null references tenants (id),
    collection text not null,
    seq bigint not null,
    primary key (tenant_id, collection)
  );

  -- 'body' is the text in small letters, for parts of words; 'words' its words and the facts that lists are
  -- filtered by ('=status=conflict'), for whole words and their beginnings.
  create table archive_orders (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    created_at timestamptz not null,
    total bigint not null,
    customer_id uuid,
    body text not null,
    words tsvector not null,
    primary key (tenant_id, id)
  );
  create index archive_orders_newest on archive_orders (tenant_id, created_at, id);
  create index archive_orders_total on archive_orders (tenant_id, total, id);
  create index archive_orders_customer on archive_orders (tenant_id, customer_id) where customer_id is not null;

  create table archive_products (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    body text not null,
    words tsvector not null,
    primary key (tenant_id, id)
  );

  create table archive_customers (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    body text not null,
    words tsvector not null,
    primary key (tenant_id, id)
  );

  -- The words of a text and some facts, each behind a piece of its business's id: the index of words begins with
  -- the tenant so (L7), and one business's common word does not fill another's list. Split by what stands between
  -- words rather than by what letters are, which in a database of locale C would be English alone.
  create function archive_words(tenant uuid, body text, facts text[]) returns tsvector
  language sql immutable parallel safe as $$
    select array_to_tsvector(array(
      select right(tenant::text, 8) || left(word, 80)
      from regexp_split_to_table(body, E'[\\\\s!-/:-@\\\\[-\`{-~\\u2018\\u2019\\u02bb\\u02bc\\u00ab\\u00bb\\u201c\\u201d\\u2013\\u2014\\u00b7\\u2116]+') word
      where word <> ''
      union
      select right(tenant::text, 8) || '=' || left(fact, 120) from unnest(facts) fact where fact is not null
    ))
  $$;
  create index archive_orders_words on archive_orders using gin (words);
  create index archive_products_words on archive_products using gin (words);
  create index archive_customers_words on archive_customers using gin (words);

  -- Doors for searching. Row-level security lets no index of text be used: such an operator is not sworn to keep
  -- secrets, and must wait until the row is known to be the tenant's. The view names the tenant itself, of the
  -- connection and of nobody else's choosing (A1), and is read with the rights of its owner.
  create view archive_orders_here as
    select tenant_id, id, created_at, total, body, words from archive_orders
    where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid;
  create view archive_products_here as
    select tenant_id, id, body, words from archive_products
    where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid;
  create view archive_customers_here as
    select tenant_id, id, body, words from archive_customers
    where tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid;

  grant select on archive_orders_here, archive_products_here, archive_customers_here to omnisync_app;
  grant select, insert, update, delete
    on archive_progress, archive_orders, archive_products, archive_customers to omnisync_app;
  ${['archive_progress', 'archive_orders', 'archive_products', 'archive_customers']
    .map(
      (table) => `
  alter table ${table} enable row level security;
  create policy own_tenant on ${table}
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));`,
    )
    .join('')}
`
