import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** What the audit log says, nobody unsays: the server writes entries and changes none. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`revoke update, delete, truncate on audit_log from omnisync_app`.execute(db)
}
