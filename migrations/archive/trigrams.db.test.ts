import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../server/testing/test-database.ts'
import { trigrams } from './trigrams.ts'

const database = await testDatabase()

test('a Postgres that refuses the extension is migrated without it, and can be given it later', async () => {
  const there = async () =>
    (
      await database.query<{ there: boolean }>(
        `select to_regclass('archive_orders_body') is not null as there`,
      )
    )[0]?.there
  expect(await there()).toBe(true)
  await database.query('drop extension pg_trgm cascade')
  expect(await there()).toBe(false)

  const client = new pg.Client({ connectionString: database.url })
  const said: (string | undefined)[] = []
  client.on('notice', (notice) => said.push(notice.message))
  await client.connect()
  try {
    // The application's role may create nothing in the database, as an owner at a careful host.
    await client.query('set role omnisync_app')
    await client.query(`begin; ${trigrams} commit`)
    await client.query('reset role')
  } finally {
    await client.end()
  }
  expect(said.join()).toMatch(/no trigrams here: permission denied/)
  expect(await there()).toBe(false)

  await database.query(trigrams)
  expect(await there()).toBe(true)
})
