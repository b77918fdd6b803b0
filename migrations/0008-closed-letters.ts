import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** How a dead letter ended, and an index for those of one cause. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table dead_letters
      add column closed_at timestamptz,
      add column closed_by uuid,
      add column closing_reason text,
      add constraint dead_letters_closed check (state = 'open' or (closed_at is not null and closed_by is not null))`.execute(
    db,
  )
  await sql`
    create index dead_letters_cause on dead_letters (tenant_id, collection, code, received_at, id)
      where state = 'open'`.execute(db)
}
