import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { findBackup } from '../server/backups/read-backup.ts'
import { folderStore } from '../server/backups/folder-store.ts'
import { backupKey } from '../server/backups/key.ts'
import { restoreBackup } from '../server/backups/restore-backup.ts'
import { takeBackup } from '../server/backups/take-backup.ts'
import { describeSchema } from '../server/testing/describe-schema.ts'
import { testDatabase } from '../server/testing/test-database.ts'
import { seedDemo } from './demo.ts'

const [source, target] = [await testDatabase(), await testDatabase()]
const folder = await mkdtemp(join(tmpdir(), 'omnisync-backups-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Of the database itself, and of its log's new life. */
const OTHER = ['cluster_identity', 'kysely_migration', 'kysely_migration_lock', 'backup_runs']

async function contents({ query }: typeof source): Promise<Record<string, { rows: number; hash: string }>> {
  const tables = await query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  const all: Record<string, { rows: number; hash: string }> = {}
  for (const { name } of tables) {
    if (OTHER.includes(name)) continue
    const epochless = name === 'log_heads' ? `- 'epoch'` : ''
    const [row] = await query<{ rows: number; hash: string }>(
      `select count(*)::int as rows, md5(coalesce(string_agg(line, '|' order by line collate "C"), '')) as hash
       from (select (to_jsonb(t) ${epochless})::text as line from ${name} t) lines`,
    )
    if (row) all[name] = row
  }
  return all
}

async function schemaOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await describeSchema(client)
  } finally {
    await client.end()
  }
}

test('[E1] a backup of the demo shop comes back row by row, encrypted on its way, under a new epoch', async () => {
  await seedDemo(source.url, {
    mode: 'test',
    products: 300,
    orders: 800,
    branches: 2,
    customers: 80,
    days: 30,
    now: Date.UTC(2026, 3, 20, 14, 30),
    timeZone: 'UTC',
    secret: 'a secret that only the tests know',
  })
  const key = backupKey('a key that only the tests know')
  const store = folderStore(folder)
  const taken = await takeBackup({ url: source.url, store, key, now: Date.now })
  const before = await contents(source)
  expect(before['orders']?.rows).toBeGreaterThan(700)
  expect(Object.fromEntries(taken.tables.map(({ name, rows }) => [name, rows]))).toEqual(
    Object.fromEntries(Object.entries(before).map(([name, { rows }]) => [name, rows])),
  )

  const backup = await findBackup(store, 'latest', key)
  await restoreBackup({ url: target.url, backup, replace: false, say: () => {} })
  expect(await contents(target)).toEqual(before)
  expect(await schemaOf(target.url)).toBe(await schemaOf(source.url))
  const epochs = await Promise.all([source, target].map((it) => it.query('select epoch from log_heads')))
  expect(epochs[0]).not.toEqual(epochs[1])

  // Over a database that has gone on meanwhile: only when it is said, and then nothing of it is left.
  await source.query(`update tenants set name = 'Elsewhere'`)
  const over = { url: source.url, backup, say: () => {} }
  await expect(restoreBackup({ ...over, replace: false })).rejects.toThrow('--replace')
  await restoreBackup({ ...over, replace: true })
  expect(await contents(source)).toEqual(before)
})
