import { PgBoss, fromKysely } from 'pg-boss'
import type { JobWithMetadata } from 'pg-boss'
import type { Logger } from 'pino'
import { inLogContext } from '../log-context.ts'
import { noTraces } from '../traces/traces.ts'
import type { Traces } from '../traces/traces.ts'
import { JOBS_SCHEMA } from './install-jobs.ts'
import type { JobEnd, Jobs, Worker } from './jobs.ts'
import { keyOf } from './queues.ts'
import type { QueueData, QueueName } from './queues.ts'

export type JobsOptions = {
  /** Connection string of the owner of the database; the jobs are handled as `omnisync_app` all the same. */
  url: string
  logger: Logger
  traces?: Traces
}

/** Looking after jobs whose worker died, and counting them. */
const SUPERVISE_SECONDS = 10
/** So late a job of another process is found that could not nudge this one: an online sale is seen within two. */
const POLL_SECONDS = 1
/** How long a job in hand may take to its next good place: a chunk and its retries. */
const STOP_PATIENCE_MS = 8_000

/**
 * The job queue in the same Postgres. Nothing is opened before the first job is sent or worked at, so that a process
 * without either costs nothing.
 */
export function openJobs({ url, logger, traces = noTraces }: JobsOptions): Jobs {
  const stopping = new AbortController()
  const workerIds = new Map<QueueName, string>()
  const hands = new Set<Promise<unknown>>()
  let sender: Promise<PgBoss> | null = null
  let workers: Promise<PgBoss> | null = null

  const open = async (works: boolean): Promise<PgBoss> => {
    const boss = new PgBoss({
      connectionString: url,
      application_name: 'omnisync jobs',
      options: '-c role=omnisync_app -c lock_timeout=3000 -c idle_in_transaction_session_timeout=15000',
      schema: JOBS_SCHEMA,
      max: works ? 3 : 1,
      migrate: false,
      supervise: works,
      schedule: works,
      // The application owns no index, and can rebuild none.
      reindex: false,
      monitorVacuum: false,
      // A NOTIFY inside a writing transaction would hold the cluster's lock until the commit (S3).
      useListenNotify: false,
      persistQueueStats: works,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
    })
    boss.on('error', (error) => logger.warn({ err: error }, 'the job queue met an error'))
    boss.on('warning', (warning) => logger.warn({ warning }, 'the job queue warns'))
    await boss.start()
    return boss
  }
  const working = (): Promise<PgBoss> => (workers ??= open(true))
  const sending = (): Promise<PgBoss> => {
    if (workers) return workers
    // A database that was away for a moment must not end sending for ever.
    return (sender ??= open(false).catch((error: unknown) => {
      sender = null
      throw error
    }))
  }

  const attempt = async <Name extends QueueName>(
    boss: PgBoss,
    { queue, run }: Worker<Name>,
    job: JobWithMetadata<QueueData[Name]>,
  ): Promise<void> => {
    const isLastTry = job.retryCount >= job.retryLimit
    let end: JobEnd
    const span = traces.begin(`job ${queue}`, 'job', { 'omnisync.job_id': job.id })
    try {
      // A job that another worker has by now, since no sign of life came of this one, is let go of here.
      const signal = AbortSignal.any([stopping.signal, job.signal])
      const context = { queue, jobId: job.id, ...tenantOf(job.data) }
      end = await inLogContext(context, () => span.run(() => run({ data: job.data, signal, isLastTry })))
      span.end()
    } catch (error) {
      span.end(true)
      logger.error({ err: error, queue, jobId: job.id, data: job.data }, 'a job failed')
      throw error
    }
    if (end === 'again') await boss.send(queue, job.data, keyed(queue, job.data))
  }

  const giveBack = async (): Promise<void> => {
    stopping.abort()
    const boss = await workers
    for (const queue of workerIds.keys()) await boss?.offWork(queue, { wait: false })
    await Promise.race([
      Promise.allSettled(hands),
      new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref()),
    ])
  }

  return {
    async send(tx, queue, data) {
      const boss = await sending()
      await boss.send(queue, data, { ...keyed(queue, data), db: fromKysely(tx) })
    },
    nudge(queue) {
      const id = workerIds.get(queue)
      if (id !== undefined) void workers?.then((boss) => boss.notifyWorker(id)).catch(() => {})
    },
    async work(worker) {
      const boss = await working()
      const id = await boss.work(
        worker.queue,
        {
          includeMetadata: true,
          batchSize: 1,
          localConcurrency: worker.atOnce ?? 1,
          // Of the jobs with one key, in all processes.
          groupConcurrency: 1,
          pollingIntervalSeconds: POLL_SECONDS,
        },
        async (jobs) => {
          for (const job of jobs as JobWithMetadata<QueueData[typeof worker.queue]>[]) {
            const hand = attempt(boss, worker, job)
            hands.add(hand)
            try {
              await hand
            } finally {
              hands.delete(hand)
            }
          }
        },
      )
      workerIds.set(worker.queue, id)
    },
    giveBack,
    async stop() {
      await giveBack()
      for (const boss of await Promise.all([sender, workers])) {
        await boss?.stop({ graceful: boss === (await workers), timeout: 2_000 })
      }
    },
  }
}

function tenantOf(data: object): { tenantId?: string } {
  return 'tenantId' in data && typeof data.tenantId === 'string' ? { tenantId: data.tenantId } : {}
}

function keyed<Name extends QueueName>(
  queue: Name,
  data: QueueData[Name],
): { singletonKey?: string; group?: { id: string } } {
  const key = keyOf(queue, data)
  return key === undefined ? {} : { singletonKey: key, group: { id: key } }
}
