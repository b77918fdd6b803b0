import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** The connections do not work as the role that owns nothing: what separates businesses in Postgres would be off. */
export class WrongRole extends Error {
  override name = 'WrongRole'
}

/**
 * Makes sure that connections came through with the role and the time limits that they ask for at their start (A1, L6).
 * A pooler may be told to drop what it does not know, and then every statement would run as the owner, past row-level
 * security.
 *
 * @throws WrongRole
 */
export async function checkRole(db: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ role: string; limit: string }>`
    select current_user as role, current_setting('idle_in_transaction_session_timeout') as limit`.execute(db)
  const [found] = rows
  if (found?.role === 'omnisync_app' && found.limit !== '0') return
  throw new WrongRole(
    `Connections to DATABASE_URL work as ${found?.role ?? 'nobody'} and not as omnisync_app: something in between drops ` +
      'the options that they start with. Name Postgres itself, or a pooler in session mode that passes them on; see docs/scaling.md.',
  )
}
