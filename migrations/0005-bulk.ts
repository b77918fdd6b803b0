import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * Bulk operations, and their work in chunks of at most 500 rows. A chunk knows its rows from the start and, once it is
 * done, what it changed: `changed_ids` took the positions from `first_seq` on and held the values in `before`.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table bulk_operations (
      tenant_id uuid not null references tenants (id),
      id uuid not null,
      kind text not null check (kind in ('edit', 'retry', 'undo')),
      source_id uuid,
      selection jsonb not null,
      operation jsonb not null,
      state text not null check (state in ('queued', 'running', 'done', 'cancelled', 'stopped')),
      total integer not null,
      changed integer not null default 0,
      unchanged integer not null default 0,
      failed integer not null default 0,
      fault text,
      created_by uuid not null,
      created_at timestamptz not null,
      started_at timestamptz,
      finished_at timestamptz,
      primary key (tenant_id, id),
      foreign key (tenant_id, created_by) references users (tenant_id, id),
      foreign key (tenant_id, source_id) references bulk_operations (tenant_id, id),
      check ((kind = 'edit') = (source_id is null))
    )`.execute(db)
  await sql`
    create index bulk_operations_waiting on bulk_operations (tenant_id, id)
      where state in ('queued', 'running')`.execute(db)
  await sql`
    create table bulk_chunks (
      tenant_id uuid not null,
      operation_id uuid not null,
      number integer not null,
      ids uuid[] not null check (cardinality(ids) between 1 and 500),
      expected bigint,
      restore jsonb,
      done_at timestamptz,
      changed_ids uuid[],
      first_seq bigint,
      before jsonb,
      failures jsonb,
      primary key (tenant_id, operation_id, number),
      foreign key (tenant_id, operation_id) references bulk_operations (tenant_id, id)
    )`.execute(db)
  await sql`
    create index bulk_chunks_waiting on bulk_chunks (tenant_id, operation_id, number)
      where done_at is null`.execute(db)
  for (const table of ['bulk_operations', 'bulk_chunks']) {
    await sql`grant select, insert, update on ${sql.table(table)} to omnisync_app`.execute(db)
    await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
    await sql`
      create policy own_tenant on ${sql.table(table)}
        using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db)
  }
  await sql`grant delete on bulk_chunks to omnisync_app`.execute(db)
  // Jobs that look after every business ask which ones there are: by their ids, and nothing else.
  await sql`
    create function tenant_ids() returns setof uuid
    language sql stable security definer set search_path = pg_catalog, public as
    $$ select id from tenants $$`.execute(db)
}
