import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testShop } from '../testing/test-shop.ts'
import { openDatabase } from './database.ts'
import { inChunks } from './in-chunks.ts'

const database = await testDatabase()

test('[L6] a long job commits every 500 rows', async () => {
  const { tenantId } = await testShop(database)
  await database.query(
    `insert into idempotency_keys select $1, 'key ' || n, '', '', 200, '{}', now() from generate_series(1, 1203) n`,
    [tenantId],
  )
  const pool = openDatabase({ url: database.url })
  const left: number[] = []
  const touched = await inChunks(pool.tenant(tenantId), async (tx) => {
    // As another connection sees it: what the steps before have committed.
    const [row] = await database.query<{ count: number }>(
      'select count(*)::int as count from idempotency_keys',
    )
    left.push(row!.count)
    const { numAffectedRows } = await sql`
      delete from idempotency_keys where key in (select key from idempotency_keys limit 500)`.execute(tx)
    return Number(numAffectedRows)
  })
  expect(left).toEqual([1203, 703, 203])
  expect(touched).toBe(1203)
  await pool.close()
})
