import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { migrationNames } from '../database/migrate.ts'

/**
 * Why this process cannot serve now, as a sentence, or null where it can. A database that is ahead is no fault: in a
 * rolling update the new nodes migrate while the old ones still serve.
 */
export async function checkReady(database: Database): Promise<string | null> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database.nobody)
    const ran = new Set(rows.map((row) => row.name))
    const missing = (await migrationNames()).filter((name) => !ran.has(name))
    return missing.length === 0 ? null : `The database lacks the migrations ${missing.join(', ')}.`
  } catch {
    return 'The database does not answer.'
  }
}
