import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { TestDatabase } from './test-database.ts'

/**
 * Holds a business's log from another connection: what is decided meanwhile waits for its place in it, so that a test
 * can bring two nodes to the very moment that it is about.
 */
export async function holdLogOf(
  database: TestDatabase,
  tenantId: string,
): Promise<{
  waiting(count: number): Promise<void>
  release(): Promise<void>
  rename(): Promise<void>
  setBack(): Promise<void>
}> {
  const holder = new pg.Client({ connectionString: database.url })
  onTestFinished(() => holder.end())
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from log_heads where tenant_id = $1 for update', [tenantId])
  /** Lets go of a log that is another from now on, as a node does that sees a failover (E1). */
  const rename = async (): Promise<void> => {
    await holder.query('update log_heads set epoch = gen_random_uuid()::text where tenant_id = $1', [
      tenantId,
    ])
    await holder.query('commit')
  }
  return {
    /** Resolves when so many connections wait for a lock. */
    async waiting(count) {
      const until = Date.now() + 2_500
      for (;;) {
        const [row] = await database.query<{ waiting: number }>(
          `select count(*)::integer as waiting from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        )
        if (row?.waiting === count) return
        if (Date.now() > until) throw new Error(`${row?.waiting} connections wait, not ${count}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    release: async () => void (await holder.query('commit')),
    rename,
    /** Cuts who waits, and lets go of a log that is another from now on, as a restore does (E1). */
    async setBack() {
      await holder.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      )
      await rename()
    },
  }
}
