import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../database/migrate.ts'
import { installJobs } from '../jobs/install-jobs.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Any number will do, as long as nobody else on the test server uses it. */
const LOCK = 7_340_021

/** What a template holds. */
export type Template = {
  /** The beginning of its name. */
  name: string
  /** Folders of source that make it what it is: an edit while tests are watched makes a new one. */
  of: string[]
  /** The template that it begins as; nothing without one. */
  after?: Template
  fill: (url: string) => Promise<unknown>
}

/** Migrated, and empty but for what migrations put there. */
export const migrated: Template = {
  name: 'template',
  of: ['migrations'],
  fill: async (url) => {
    await migrate(url)
    await installJobs(url)
  },
}

/**
 * Gives the name of a database to clone; made where missing.
 *
 * @param serverUrl connection string of the test server
 */
export async function ensureTemplate(serverUrl: string, template: Template = migrated): Promise<string> {
  const before = template.after && (await ensureTemplate(serverUrl, template.after))
  const name = `${template.name}_${await hashOf(template.of)}`
  await asOwner(serverUrl, async (client) => {
    // Test files run side by side: the first makes it, the others wait here.
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 1) return
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft} ${before === undefined ? '' : `template ${before}`}`)
    await template.fill(urlOf(serverUrl, draft))
    await client.query(`alter database ${draft} rename to ${name}`)
  })
  return name
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

async function hashOf(folders: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of folders) {
    const files = await readdir(join(ROOT, folder), { recursive: true })
    for (const file of files.filter((name) => name.endsWith('.ts')).toSorted())
      hash.update(await readFile(join(ROOT, folder, file)))
  }
  return hash.digest('hex').slice(0, 12)
}
