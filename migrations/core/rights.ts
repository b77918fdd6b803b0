/** The few questions that are asked before a tenant is known, each through a narrow door of its own. */
export const doors = `
  create function user_for_login(login text)
  returns table (tenant_id uuid, id uuid, password_hash text)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select u.tenant_id, u.id, u.password_hash from users u where lower(u.email) = lower(login) $$;

  create function heads_of(tenants uuid[])
  returns table (tenant_id uuid, epoch text, head bigint, collections jsonb)
  language sql stable security definer set search_path = pg_catalog, public as
  $$ select l.tenant_id, l.epoch, l.head, l.collections from log_heads l where l.tenant_id = any (tenants) $$;
`

/**
 * The server works as a role that owns nothing: row-level security shows it the rows of the tenant that its
 * connection names, and of no other (A1). It cannot delete a synced row; a delete is a tombstone (L5).
 */
export function grantRights(tenantTables: readonly string[]): string {
  return `
  do $$ begin
    create role omnisync_app nologin;
  exception when duplicate_object or unique_violation then null;
  end $$;
  do $$ begin
    execute format('grant omnisync_app to %I', current_user);
  end $$;

  grant usage on schema public to omnisync_app;
  grant select, insert, update on all tables in schema public to omnisync_app;
  revoke all on cluster_identity from omnisync_app;
  do $$ begin
    revoke insert, update on kysely_migration, kysely_migration_lock from omnisync_app;
  exception when undefined_table then null;
  end $$;
  grant delete on sessions, idempotency_keys, sync_log to omnisync_app;

  alter table tenants enable row level security;
  create policy own_tenant on tenants
    using (id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
  ${tenantTables
    .map(
      (table) => `
  alter table ${table} enable row level security;
  create policy own_tenant on ${table}
    using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));`,
    )
    .join('')}
`
}
