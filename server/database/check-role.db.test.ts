import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { WrongRole, checkRole } from './check-role.ts'
import { openDatabase } from './database.ts'
import type { Schema } from './schema.ts'

const { url } = await testDatabase()

/** Connections as they are behind a pooler that drops the options it was asked for, or some of them. */
async function checkBehind(options: string): Promise<void> {
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, options }) }),
  })
  try {
    await checkRole(db)
  } finally {
    await db.destroy()
  }
}

test('[A1] connections that lost their role on the way are not worked with', async () => {
  await expect(checkBehind('')).rejects.toThrow(WrongRole)
  await expect(checkBehind('-c role=omnisync_app')).rejects.toThrow(WrongRole)
  await expect(checkBehind('-c idle_in_transaction_session_timeout=9')).rejects.toThrow('work as')
  const database = openDatabase({ url })
  await checkRole(database.nobody)
  await checkRole(database.tenant(crypto.randomUUID()))
  await database.close()
})
