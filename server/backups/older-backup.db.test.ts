import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { migrateWithin, migrationNames } from '../database/migrate.ts'
import { describeSchema } from '../testing/describe-schema.ts'
import { testDatabase } from '../testing/test-database.ts'
import { folderStore } from './folder-store.ts'
import { MANIFEST } from './manifest.ts'
import { asOwner } from './owner.ts'
import { findBackup } from './read-backup.ts'
import { restoreBackup } from './restore-backup.ts'
import { forgetSchema } from './schema-of-ours.ts'
import { takeBackup } from './take-backup.ts'

const [older, target, fresh] = [await testDatabase(), await testDatabase(), await testDatabase()]
const folder = await mkdtemp(join(tmpdir(), 'omnisync-backups-'))
const store = folderStore(folder)
afterAll(() => rm(folder, { recursive: true, force: true }))

const tenantId = crypto.randomUUID()
const restore = async (name: string) =>
  restoreBackup({
    url: target.url,
    backup: await findBackup(store, name, null),
    replace: true,
    say: () => {},
  })

test('a backup of an older version comes back in its schema, and is brought up to this one', async () => {
  const names = await migrationNames()
  const then = names.filter((name) => name < '0010')
  await asOwner(older.url, forgetSchema)
  const pool = new pg.Pool({ connectionString: older.url, max: 1 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  await db.transaction().execute((tx) => migrateWithin(tx, then))
  await db.destroy()
  await older.query(`insert into tenants values ($1, 'Old Shop', 'USD', 'UTC', now())`, [tenantId])
  await older.query(`insert into log_heads (tenant_id, epoch) values ($1, 'then')`, [tenantId])
  const { name, migrations } = await takeBackup({ url: older.url, store, key: null, now: Date.now })
  expect(migrations).toEqual(then)

  await restore(name)
  expect(await target.query('select name from tenants')).toEqual([{ name: 'Old Shop' }])
  const ran = await target.query<{ name: string }>('select name from kysely_migration order by name')
  expect(ran.map((one) => one.name)).toEqual(names)
  expect(await asOwner(target.url, describeSchema)).toBe(await asOwner(fresh.url, describeSchema))
})

test('a backup of a newer version is refused, and nothing is changed', async () => {
  const { name } = await takeBackup({ url: target.url, store, key: null, now: Date.now })
  const path = join(folder, name, MANIFEST)
  const manifest = await readFile(path, 'utf8')
  await writeFile(path, manifest.replace('"0001-core",', '"0001-core", "9999-tomorrow",'))
  await expect(restore(name)).rejects.toThrow('9999-tomorrow')
  expect(await target.query('select name from tenants')).toEqual([{ name: 'Old Shop' }])
})
