import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/**
 * What is known of a lane's health: its socket, at which node, and what it says of itself. What the nodes measured,
 * a row a minute, a node and a business; the newest rows say which nodes live.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table devices
      add column socket_id uuid,
      add column socket_node uuid,
      add column socket_since timestamptz,
      add column report jsonb,
      add column reported_at timestamptz`.execute(db)
  await sql`
    create table metrics_history (
      tenant_id uuid not null references tenants (id),
      at timestamptz not null,
      node_id uuid not null,
      figures jsonb not null,
      primary key (tenant_id, at, node_id)
    )`.execute(db)
  await sql`alter table metrics_history enable row level security`.execute(db)
  await sql`
    create policy own_tenant on metrics_history
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db)
  await sql`grant select, insert, delete on metrics_history to omnisync_app`.execute(db)
  // The audit log is read from its end.
  await sql`create index audit_log_at on audit_log (tenant_id, at, id)`.execute(db)
}
