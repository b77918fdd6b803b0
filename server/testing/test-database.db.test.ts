import { expect, test } from 'vitest'
import { testDatabase } from './test-database.ts'

const one = await testDatabase()
const other = await testDatabase()

test('each database is migrated, and none sees what another holds', async () => {
  await one.query(`insert into tenants (id, name, currency, time_zone, created_at)
    values ('00000000-0000-7000-8000-000000000001', 'Shop', 'USD', 'UTC', now())`)
  expect(await one.query('select name from tenants')).toEqual([{ name: 'Shop' }])
  expect(await other.query('select name from tenants')).toEqual([])
})

test('emptying removes what tests wrote and keeps what the migrations wrote', async () => {
  await one.empty()
  expect(await one.query('select name from tenants')).toEqual([])
  expect((await one.query('select name from kysely_migration')).length).toBeGreaterThan(0)
})
