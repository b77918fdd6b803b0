import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What was taken is remembered for as long as a device may be away, and no longer. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table taken_payloads add column taken_at timestamptz not null default now()`.execute(db)
  await sql`alter table taken_payloads alter column taken_at drop default`.execute(db)
  await sql`create index taken_payloads_age on taken_payloads (tenant_id, taken_at)`.execute(db)
  await sql`grant delete on taken_payloads to omnisync_app`.execute(db)
}
