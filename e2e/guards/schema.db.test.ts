import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { describeSchema } from '../../server/testing/describe-schema.ts'
import { testDatabase } from '../../server/testing/test-database.ts'
import { ROOT, readText } from './modules.ts'

const GOLDEN = 'migrations/schema.sql'
/** Made by the migrator, before there is a tenant. */
const MIGRATOR = /^kysely_/
/** Keys and indexes that cannot begin with tenant_id, each with its reason. */
const EXCEPTIONS: Record<string, string> = {
  tenants_pkey: 'the table of tenants: its id is the tenant_id',
  users_email: 'people log in before it is known which business they belong to',
  archive_orders_words: 'each of its words begins with the tenant',
  archive_products_words: 'each of its words begins with the tenant',
  archive_customers_words: 'each of its words begins with the tenant',
  shopify_connections_domain_key: 'a webhook comes before it is known whose shop it tells of',
  telegram_bindings_chat: 'a message comes before it is known whose chat it is from',
  telegram_codes_hash: 'a code is given before it is known whose it is',
  telegram_bot_pkey: 'one row for the whole installation, of no tenant',
  telegram_updates_pkey: 'what the bot was told, before it is known by whom',
  backup_runs_pkey: 'of the whole database, of no tenant',
  backup_runs_ended: 'of the whole database, of no tenant',
  cluster_identity_pkey: 'one row for the whole database, of no tenant',
}

const database = await testDatabase()

test('the schema is the one that was last looked at', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const actual = await describeSchema(client)
  await client.end()
  expect(actual).toContain('create table orders')
  expect(existsSync(join(ROOT, GOLDEN)), 'run npm run schema').toBe(true)
  expect(actual, 'the migrations changed the schema: run npm run schema and look at the difference').toBe(
    readText(GOLDEN),
  )
})

type Key = {
  name: string
  table: string
  kind: 'primary' | 'foreign' | 'unique' | 'index'
  columns: string[]
}

async function keys(): Promise<Key[]> {
  return database.query<Key>(`
    select conname as name, conrelid::regclass::text as table,
      case contype when 'p' then 'primary' when 'f' then 'foreign' else 'unique' end as kind,
      array(select attname::text from unnest(conkey) with ordinality as k (num, at)
        join pg_attribute on attrelid = conrelid and attnum = k.num order by k.at) as columns
    from pg_constraint where contype in ('p', 'f', 'u') and connamespace = 'public'::regnamespace
    union all
    select c.relname, i.indrelid::regclass::text, 'index',
      array(select pg_get_indexdef(i.indexrelid, at, true) from generate_series(1, i.indnkeyatts) as at)
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u'))`)
}

test('[L7] every primary key, foreign key and index begins with tenant_id', async () => {
  const ours = (await keys()).filter((key) => !MIGRATOR.test(key.table))
  for (const kind of ['primary', 'foreign', 'index'] as const) {
    expect(ours.filter((key) => key.kind === kind).length, kind).toBeGreaterThan(5)
  }
  const others = ours.filter((key) => key.columns[0] !== 'tenant_id')
  expect(others.filter((key) => !(key.name in EXCEPTIONS))).toEqual([])
  expect(Object.keys(EXCEPTIONS).toSorted(), 'an exception that is no longer one').toEqual(
    others.map((key) => key.name).toSorted(),
  )
})

test('[A1] every table with a tenant is under row-level security, which the application cannot step around', async () => {
  const tables = await database.query<{ name: string; secured: boolean; policies: number; owner: string }>(`
    select c.relname as name, c.relrowsecurity as secured, c.relowner::regrole::text as owner,
      (select count(*)::int from pg_policy where polrelid = c.oid) as policies
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant_id')`)
  expect(tables.length).toBeGreaterThan(10)
  expect(tables.filter((table) => !table.secured || table.policies === 0)).toEqual([])
  expect(tables.filter((table) => table.owner === 'omnisync_app')).toEqual([])
  const [role] = await database.query<{ rolsuper: boolean; rolbypassrls: boolean }>(
    `select rolsuper, rolbypassrls from pg_roles where rolname = 'omnisync_app'`,
  )
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false })
})
