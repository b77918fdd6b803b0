import { expect, test } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { testDatabase } from '../testing/test-database.ts'
import { checkReady } from './check-ready.ts'

const owner = await testDatabase()

test('a node is ready with a database that is ahead of it, as in a rolling upgrade, and not with one that is behind', async () => {
  const database = openDatabase({ url: owner.url })
  try {
    expect(await checkReady(database)).toBeNull()
    await owner.query(`insert into kysely_migration values ('9999-of-the-next-version', 'now')`)
    expect(await checkReady(database)).toBeNull()
    await owner.query(`delete from kysely_migration where name = '0001-core'`)
    expect(await checkReady(database)).toContain('0001-core')
  } finally {
    await database.close()
  }
  expect(await checkReady(database)).toBe('The database does not answer.')
})
