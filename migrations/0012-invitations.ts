import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Links by which people set their own password and PIN, once. Of the secret in a link only the hash is kept. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table invitations (
      tenant_id uuid not null references tenants (id),
      id uuid not null,
      user_id uuid not null,
      secret_hash bytea not null,
      created_by uuid not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references users (tenant_id, id),
      foreign key (tenant_id, created_by) references users (tenant_id, id)
    )`.execute(db)
  await sql`create index invitations_user on invitations (tenant_id, user_id) where ended_at is null`.execute(
    db,
  )
  await sql`alter table invitations enable row level security`.execute(db)
  await sql`
    create policy own_tenant on invitations
      using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))`.execute(db)
  await sql`grant select, insert, update on invitations to omnisync_app`.execute(db)
}
