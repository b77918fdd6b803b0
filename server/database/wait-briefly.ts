import { sql } from 'kysely'
import type { Tx } from './database.ts'

/**
 * Lets `work` wait for locks only briefly: for what is done while the log is held. Where it would wait longer, the
 * transaction fails as on any lock timeout, and is tried again by whoever opened it (L6).
 */
export async function waitBriefly<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ before: string }>`
    select current_setting('lock_timeout') as before, set_config('lock_timeout', '200ms', true)`.execute(tx)
  const done = await work()
  await sql`select set_config('lock_timeout', ${rows[0]?.before ?? '0'}, true)`.execute(tx)
  return done
}
