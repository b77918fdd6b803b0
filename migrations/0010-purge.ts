import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The collections whose documents people delete; a tombstone of any other is never made. */
const withDeletes = ['products', 'customers', 'parked_sales']

/**
 * How old a position of the log is, and how tombstones are purged (L5): the server may delete no replicated row, so
 * Postgres does it for the server, and only what the log says is purged already.
 */
export async function up(db: Kysely<never>): Promise<void> {
  // By the server's clock, now and then: a row's own time may be a device's.
  await sql`
    create table log_marks (
      tenant_id uuid not null references tenants (id),
      at timestamptz not null,
      head bigint not null,
      primary key (tenant_id, at)
    )`.execute(db)
  await sql`alter table log_marks enable row level security`.execute(db)
  await sql`
    create policy own_tenant on log_marks
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db)
  await sql`grant select, insert, delete on log_marks to omnisync_app`.execute(db)
  // The newest purged tombstone of each collection, of a branch's own ones by 'collection:branch': a device that has
  // seen that one has missed nothing, however long ago another collection was purged beyond it.
  await sql`alter table log_heads add column purged jsonb not null default '{}'`.execute(db)
  for (const table of withDeletes) {
    await sql`create index ${sql.id(`${table}_gone`)} on ${sql.table(table)} (tenant_id, seq) where deleted`.execute(
      db,
    )
  }
  await sql.raw(purgeTombstones).execute(db)
}

/**
 * Deletes at most so many tombstones up to the horizon of the caller's log, and says how many. What the ledger of the
 * stock names stays: its product's tombstone is the last that knows what the product was.
 */
const purgeTombstones = `
  create function purge_tombstones(most integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
    upto bigint;
    gone integer;
    everything integer := 0;
  begin
    select horizon into upto from log_heads where tenant_id = tenant;
    ${withDeletes
      .map(
        (table) => `
    delete from ${table} where tenant_id = tenant and deleted and seq <= upto and id in (
      select t.id from ${table} t where t.tenant_id = tenant and t.deleted and t.seq <= upto${
        table === 'products'
          ? `
        and not exists (select from stock_levels l where l.tenant_id = tenant and l.product_id = t.id)`
          : ''
      }
      order by t.seq limit most - everything);
    get diagnostics gone = row_count;
    everything := everything + gone;`,
      )
      .join('')}
    return everything;
  end $$;
`
