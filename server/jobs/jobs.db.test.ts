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

test('a worker takes a job up at once when it is nudged, and a process that stops gives back what is not done', async () => {
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
  await expect.poll(() => runs.length, { timeout: 1_500, interval: 20 }).toBe(1)
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
