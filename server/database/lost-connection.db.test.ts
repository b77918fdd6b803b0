import { expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { openDatabase } from './database.ts'
import { inTransaction } from './transaction.ts'
import { sql } from 'kysely'

const database = await testDatabase()

test('[L6] a connection that dies between two statements fails its transaction, not the process', async () => {
  const told: string[] = []
  let hear = () => {}
  const heard = new Promise<void>((resolve) => (hear = resolve))
  const pool = openDatabase({
    url: database.url,
    onError: (error) => {
      told.push(error.message)
      hear()
    },
  })
  const tenant = pool.tenant(crypto.randomUUID())
  const work = inTransaction(tenant, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await database.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await heard
    await sql`select 1`.execute(tx)
  })

  await expect(work).rejects.toThrow()
  expect(told[0]).toContain('terminat')
  expect((await sql<{ one: number }>`select 1 as one`.execute(tenant)).rows).toEqual([{ one: 1 }])
  await pool.close()
})
