import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../database/migrate.ts'
import { installJobs } from '../jobs/install-jobs.ts'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')
/** Any number will do, as long as nobody else on the test server uses it. */
const LOCK = 7_340_021

/**
 * Gives the name of a migrated, empty database to clone; made where missing. The name holds a hash of the migrations,
 * so that an edit while tests are watched makes a new one.
 *
 * @param serverUrl connection string of the test server
 */
export async function ensureTemplate(serverUrl: string): Promise<string> {
  const template = `template_${await hashOfMigrations()}`
  await asOwner(serverUrl, async (client) => {
    // Test files run side by side: the first makes it, the others wait here.
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const found = await client.query('select 1 from pg_database where datname = $1', [template])
    if (found.rowCount === 1) return
    const draft = `${template}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    await migrate(urlOf(serverUrl, draft))
    await installJobs(urlOf(serverUrl, draft))
    await client.query(`alter database ${draft} rename to ${template}`)
  })
  return template
}

/** The connection string of another database on the same server. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** Runs work on a connection of the owner, outside of the database that tests use. */
export async function asOwner<T>(serverUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf(serverUrl, 'postgres') })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function hashOfMigrations(): Promise<string> {
  const hash = createHash('sha256')
  const files = await readdir(MIGRATIONS, { recursive: true })
  for (const file of files.filter((name) => name.endsWith('.ts')).toSorted())
    hash.update(await readFile(join(MIGRATIONS, file)))
  return hash.digest('hex').slice(0, 12)
}
