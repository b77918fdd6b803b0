import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { sqlState } from '../database/transaction.ts'

const ATTEMPTS = 20
const PATIENCE = '1500ms'
/** Somebody else holds what we want, or wants what we hold. */
const BUSY = new Set(['40P01', '55P03'])

/**
 * Locks every table of the shop and of its jobs in this transaction, all before anything is dropped. Servers that still
 * run hold some of them and want others: waiting for each other would end in a deadlock, again and again. So their
 * connections are cut first; what they were about to commit would be gone with the rest in a moment. They connect
 * again, wait for us, and go on.
 *
 * @throws what Postgres answered to the last attempt
 */
export async function lockEverything(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relnamespace in (select oid from pg_namespace where nspname in ('public', 'jobs'))
       and relkind in ('r', 'p')`,
  )
  if (rows.length === 0) return
  await client.query(`set local lock_timeout = '${PATIENCE}'`)
  for (let attempt = 1; ; attempt += 1) {
    await client.query('savepoint unlocked')
    try {
      await cutOthers(client)
      await client.query(`lock table ${rows.map(({ name }) => name).join(', ')} in access exclusive mode`)
      break
    } catch (error) {
      if (attempt === ATTEMPTS || !BUSY.has(sqlState(error) ?? '')) throw error
      await client.query('rollback to savepoint unlocked')
      await sleep(50 + Math.random() * 200)
    }
  }
  await client.query('set local lock_timeout = 0')
}

async function cutOthers(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name like 'omnisync%'`,
  )
}
