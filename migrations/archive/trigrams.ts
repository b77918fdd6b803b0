/**
 * Parts of words are found by trigrams, which Postgres has as an extension. The owner of a database may create it;
 * where a foreign Postgres refuses, the archive goes on with whole words and their beginnings, and the server says so
 * at its start. These same statements may be run by hand later, once somebody with the right has come by.
 */
export const trigrams = `
  do $$ begin
    create extension if not exists pg_trgm;
    create extension if not exists btree_gin;
    create index if not exists archive_orders_body on archive_orders using gin (tenant_id, body gin_trgm_ops);
    create index if not exists archive_products_body on archive_products using gin (tenant_id, body gin_trgm_ops);
    create index if not exists archive_customers_body on archive_customers using gin (tenant_id, body gin_trgm_ops);
  exception when insufficient_privilege or feature_not_supported or undefined_file then
    raise warning 'no trigrams here: %', sqlerrm;
  end $$;
`
