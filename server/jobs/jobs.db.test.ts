import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { testDatabase } from '../testing/test-database.ts'
import { cron } from './cron.ts'
import { installJobs } from './install-jobs.ts'
import type { Jobs, JobRun } from './jobs.ts'
import { openJobs } from './open-jobs.ts'

const database = await testDatabase()
const app = openDatabase({ url: database.url })
const opened: Jobs[] = []
const tenantId = crypto.randomUUID()

afterEach(async () => {
  for (const jobs of opened.splice(0)) await jobs.stop()
  await database.empty()
})

function open(): Jobs {
  const jobs = openJobs({ url: database.url, logger: pino({ level: 'silent' }) })
  opened.push(jobs)
  return jobs
}

const waiting = () =>
  database.query<{ state: string; data: object }>(
    `select state::text as state, data from jobs.job where name = 'bulk.run' order by created_on`,
  )

test('a job is there where its transaction commits, and not where it does not', async () => {
  const jobs = open()
  const failing = app
    .tenant(tenantId)
    .transaction()
    .execute(async (tx) => {
      await jobs.send(tx, 'bulk.run', { tenantId })
      throw new Error('no')
    })
  await expect(failing).rejects.toThrow('no')
  expect(await waiting()).toEqual([])
  await app
    .tenant(tenantId)
    .transaction()
    .execute((tx) => jobs.send(tx, 'bulk.run', { tenantId }))
  expect(await waiting()).toEqual([{ state: 'created', data: { tenantId } }])
})

test('a worker that is nudged takes up the job, and a process that stops gives back what is not done', async () => {
  const jobs = open()
  const runs: JobRun<'bulk.run'>[] = []
  await jobs.work({
    queue: 'bulk.run',
    run: async (job) => {
      runs.push(job)
      await new Promise((resolve) => job.signal.addEventListener('abort', resolve))
      return 'again'
    },
  })
  await app
    .tenant(tenantId)
    .transaction()
    .execute((tx) => jobs.send(tx, 'bulk.run', { tenantId }))
  jobs.nudge('bulk.run')
  await expect.poll(() => runs.length, { interval: 20 }).toBe(1)
  expect(runs[0]).toMatchObject({ data: { tenantId }, isLastTry: false })
  await jobs.stop()
  expect((await waiting()).map(({ state }) => state)).toEqual(['completed', 'created'])
})

test('nodes that start together install the queue once, and the application owns none of it', async () => {
  await Promise.all([installJobs(database.url), installJobs(database.url)])
  const lines = await database.query<{ name: string; cron: string }>('select name, cron from jobs.schedule')
  expect(lines).toEqual(cron.map(({ queue, line }) => ({ name: queue, cron: line })))
  const owned = await database.query(
    `select from pg_class where relnamespace = 'jobs'::regnamespace and relowner = 'omnisync_app'::regrole`,
  )
  expect(owned).toEqual([])
  await expect(
    app.nobody.executeQuery({ sql: 'drop table jobs.job', parameters: [] } as never),
  ).rejects.toThrow(/must be owner/)
})

test('a business at work holds up no other, has one job at work, and is taken up again at once', async () => {
  const [busy, next] = [crypto.randomUUID(), crypto.randomUUID()]
  const jobs = open()
  const begun: string[] = []
  const ends: (() => void)[] = []
  await jobs.work({
    queue: 'shopify.pass',
    atOnce: 4,
    run: async ({ data }) => {
      begun.push(data.tenantId)
      if (data.tenantId === busy) await new Promise<void>((resolve) => ends.push(resolve))
      return 'done'
    },
  })
  const send = async (id: string): Promise<void> => {
    await app
      .tenant(id)
      .transaction()
      .execute((tx) => jobs.send(tx, 'shopify.pass', { tenantId: id }))
    jobs.nudge('shopify.pass')
  }
  const soon = { interval: 20 }
  await send(busy)
  await expect.poll(() => begun, soon).toEqual([busy])
  await send(busy)
  await send(busy)
  await send(next)
  await expect.poll(() => begun, soon).toEqual([busy, next])
  ends[0]?.()
  await expect.poll(() => begun, soon).toEqual([busy, next, busy])
  ends[1]?.()
})

test('a job that was given to another worker is let go of, and its business is not left out', async () => {
  const jobs = open()
  let left = false
  await jobs.work({
    queue: 'shopify.pass',
    run: async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      left = true
      return 'done'
    },
  })
  await app
    .tenant(tenantId)
    .transaction()
    .execute((tx) => jobs.send(tx, 'shopify.pass', { tenantId }))
  jobs.nudge('shopify.pass')
  const atWork = () => database.query(`select from jobs.job where name = 'shopify.pass' and state = 'active'`)
  await expect.poll(async () => (await atWork()).length, { interval: 20 }).toBe(1)
  // Keys that the queue saw at work it would leave out for a minute, whether they still are or not.
  const seen = () =>
    database.query<{ active: number; left_out: string[] | null }>(
      `select active_count as active, singletons_active as left_out from jobs.queue where name = 'shopify.pass'`,
    )
  await expect.poll(seen, { interval: 100 }).toEqual([{ active: 1, left_out: null }])
  await database.query(`update jobs.job set state = 'failed' where name = 'shopify.pass'`)
  await expect.poll(() => left, { interval: 50 }).toBe(true)
})
