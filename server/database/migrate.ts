import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import pg from 'pg'

/** The database was made by a later version of OmniSync than this one. */
export class DatabaseIsNewer extends Error {
  override name = 'DatabaseIsNewer'
}

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

/**
 * Brings the schema of a database up to this code, in one transaction, and gives the names of the migrations that
 * ran. Nodes that start together wait for each other, and all but one find nothing to do. There is no way down.
 *
 * @param url connection string of the database's owner
 * @param folder holds the migrations: `0001-name.ts`, each with `up(db)`
 * @throws DatabaseIsNewer where the database knows a migration that this code does not
 */
export async function migrate(url: string, folder: string = MIGRATIONS): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'omnisync migrations' })
  // Postgres may end the connection while it is being closed; where it dies before, the next statement says so.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrations = await migrationsIn(folder)
    await refuseNewer(db, migrations)
    const provider: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) }
    const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
    if (error === undefined) return results.map((one) => one.migrationName)
    // Another node may have been faster, with newer code, while this one waited for the lock.
    await refuseNewer(db, migrations)
    const failed = results.find((one) => one.status === 'Error')?.migrationName
    throw new Error(`The migration ${failed ?? '(none began)'} failed and changed nothing.`, { cause: error })
  } finally {
    await db.destroy()
  }
}

/**
 * Runs the named migrations, or all of them, within a transaction of the database's owner: a restore makes the
 * schema of its backup's time, and brings it up to this code's once the rows are there.
 */
export async function migrateWithin(tx: Kysely<unknown>, names?: readonly string[]): Promise<void> {
  const all = Object.entries(await migrationsIn(MIGRATIONS))
  const wanted = Object.fromEntries(names ? all.filter(([name]) => names.includes(name)) : all)
  const provider: MigrationProvider = { getMigrations: () => Promise.resolve(wanted) }
  const { error } = await new Migrator({ db: tx, provider }).migrateToLatest()
  if (error !== undefined) throw new Error('A migration failed and changed nothing.', { cause: error })
}

/** The names of the migrations in a folder, in the order in which they run. */
export async function migrationNames(folder: string = MIGRATIONS): Promise<string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => /^\d{4}-[a-z0-9-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .toSorted()
}

async function migrationsIn(folder: string): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const name of await migrationNames(folder)) {
    migrations[name] = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as Migration
  }
  return migrations
}

async function refuseNewer(db: Kysely<unknown>, migrations: Record<string, Migration>): Promise<void> {
  const known = await sql<{
    found: boolean
  }>`select to_regclass('kysely_migration') is not null as found`.execute(db)
  if (known.rows[0]?.found !== true) return
  const executed = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  const unknown = executed.rows.map((row) => row.name).filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new DatabaseIsNewer(
    `The database was migrated by a newer OmniSync: this one does not know ${unknown.join(', ')}. ` +
      'Start that version or a later one, or restore a backup from before it. Nothing was changed.',
  )
}
