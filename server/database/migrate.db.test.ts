import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { asOwner, urlOf } from '../testing/template-database.ts'
import { DatabaseIsNewer, migrate, migrationNames } from './migrate.ts'

let folder: string
let url: string
let name: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omnisync-migrations-'))
  name = `migrate_${crypto.randomUUID().replaceAll('-', '')}`
  url = urlOf(inject('postgresUrl'), name)
  await asOwner(url, (client) => client.query(`create database ${name}`))
})

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await asOwner(url, (client) => client.query(`drop database ${name} with (force)`))
})

function write(migration: string, ...statements: string[]): void {
  const kysely = JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve('kysely')).href)
  const body = statements.map((statement) => `await sql.raw(${JSON.stringify(statement)}).execute(db)`)
  writeFileSync(
    join(folder, `${migration}.ts`),
    `import { sql } from ${kysely}\nexport async function up(db) {\n${body.join('\n')}\n}\n`,
  )
}

async function tables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`,
  )
  await client.end()
  return rows.map((row) => row.name)
}

test('runs what is missing, in order, and says what ran', async () => {
  write('0002-lane', 'create table lane (till_id int references till (id))')
  write('0001-till', 'create table till (id int primary key)')
  expect(await migrate(url, folder)).toEqual(['0001-till', '0002-lane'])
  expect(await migrate(url, folder)).toEqual([])
  write('0003-shelf', 'create table shelf ()')
  expect(await migrate(url, folder)).toEqual(['0003-shelf'])
  expect(await tables()).toEqual(['lane', 'shelf', 'till'])
})

test('a migration that fails leaves nothing behind, not even of those before it', async () => {
  write('0001-till', 'create table till ()')
  write('0002-lane', 'create table lane ()', 'select 1 / 0')
  await expect(migrate(url, folder)).rejects.toThrow('0002-lane failed and changed nothing')
  expect(await tables()).toEqual([])
})

test('nodes that start together migrate once', async () => {
  write('0001-till', 'create table till ()', 'select pg_sleep(0.3)')
  const ran = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  expect(ran.flat()).toEqual(['0001-till'])
})

test('a database that is newer than the code is left alone', async () => {
  write('0001-till', 'create table till ()')
  write('0002-lane', 'create table lane ()')
  await migrate(url, folder)
  rmSync(join(folder, '0002-lane.ts'))
  write('0003-shelf', 'create table shelf ()')
  const refused = migrate(url, folder)
  await expect(refused).rejects.toThrow(DatabaseIsNewer)
  await expect(refused).rejects.toThrow(/does not know 0002-lane/)
  expect(await tables()).toEqual(['lane', 'till'])
})

test("the project's own migrations run on an empty database", async () => {
  const names = await migrationNames()
  expect(names.length).toBeGreaterThan(0)
  expect(await migrate(url)).toEqual(names)
})
