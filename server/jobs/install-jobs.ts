import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { cron } from './cron.ts'
import { queues } from './queues.ts'
import type { QueueName } from './queues.ts'

/** The schema that pg-boss has for itself, beside ours. */
export const JOBS_SCHEMA = 'jobs'

/** Any number will do, as long as nobody else locks it. */
const LOCK = 5_640_017

/**
 * Makes the schema of the job queue, or brings it up to this version of pg-boss, with the queues and the cron lines
 * that this code knows; then lets the application's role work with it. Nodes that start together wait for each other.
 *
 * @param url connection string of the database's owner; the migrations have run
 */
export async function installJobs(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await install(url)
    // Rows of jobs are the application's to change, the tables themselves are not.
    await client.query(`
      grant usage on schema ${JOBS_SCHEMA} to omnisync_app;
      grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to omnisync_app;
      grant usage, select on all sequences in schema ${JOBS_SCHEMA} to omnisync_app;
      grant execute on all functions in schema ${JOBS_SCHEMA} to omnisync_app`)
  } finally {
    await client.end()
  }
}

async function install(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'omnisync migrations',
    schema: JOBS_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  })
  // Whatever goes wrong here, the statement that failed throws it as well.
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const name of Object.keys(queues) as QueueName[]) {
      const { policy, ...options } = queues[name]
      await boss.createQueue(name, { policy, ...options })
      await boss.updateQueue(name, options)
    }
    for (const { queue, line } of cron) await boss.schedule(queue, line, {}, { tz: 'UTC' })
    const wanted = new Set<string>(cron.map(({ queue }) => queue))
    for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name)
  } finally {
    await boss.stop({ graceful: false })
  }
}
