import { sql } from 'kysely'
import { Gauge } from 'prom-client'
import type { Deps } from '../deps.ts'

/** What a scrape is told of the whole, beside what the process counts of itself. */
export type FiguresOfAll = {
  /** Brings the gauges up to date; several scrapes within some seconds share one look. */
  refresh(): Promise<void>
}

declare module 'fastify' {
  interface FastifyInstance {
    figuresOfAll: FiguresOfAll
  }
}

/** Two Prometheus servers, and somebody who reloads the page, cost as much as one. */
const FRESH_MS = 5_000

/** Each gauge: what `figures_of_all` calls it, its name, its help, and what its label says. */
const GAUGES: readonly [figure: string, name: string, help: string, label?: string][] = [
  ['businesses', 'omnisync_businesses', 'Businesses with a log'],
  [
    'log_positions',
    'omnisync_log_positions',
    'Positions that all logs have given: their rate is what is written',
  ],
  [
    'log_reader_lag',
    'omnisync_log_reader_lag',
    'Positions that the hindmost business of a reader is behind',
    'reader',
  ],
  ['cases', 'omnisync_cases', 'Orders and movements that stock was short for', 'kind'],
  ['cases_age', 'omnisync_cases_oldest_seconds', 'Age of the oldest case that nobody has decided'],
  ['letters', 'omnisync_dead_letters_open', 'Documents that were refused and wait for support'],
  ['letters_age', 'omnisync_dead_letters_oldest_seconds', 'Age of the oldest of them'],
  ['lanes', 'omnisync_lanes', 'Lanes seen within a day, with and without a socket', 'state'],
  ['lanes_waiting', 'omnisync_lanes_waiting_documents', 'Documents that lanes say they have not sent'],
  [
    'lanes_age',
    'omnisync_lanes_oldest_waiting_seconds',
    'Age of the oldest of them when its lane last said so',
  ],
  ['shopify_shops', 'omnisync_shopify_shops', 'Connected shops', 'state'],
  ['shopify_waiting', 'omnisync_shopify_waiting', 'Webhooks to be read and calls to be made', 'kind'],
  ['shopify_age', 'omnisync_shopify_oldest_seconds', 'Age of the oldest of them', 'kind'],
  ['shopify_dead', 'omnisync_shopify_dead', 'Webhooks and calls that are tried no more', 'kind'],
  [
    'shopify_budget',
    'omnisync_shopify_budget_share',
    'Share of its budget of calls that the poorest shop has left',
  ],
  ['notices', 'omnisync_notices_due', 'Messages that are due and not sent', 'channel'],
  ['notices_age', 'omnisync_notices_oldest_seconds', 'For how long the oldest of them is due', 'channel'],
  ['bulk_operations', 'omnisync_bulk_operations', 'Bulk operations that wait or run'],
]

type FigureRow = { name: string; label: string; value: number | null }
type JobRow = { queue: string; state: string; jobs: number; age: number | null }

/**
 * What waits in the database, over all businesses and naming none: every node tells the same, so that a question in
 * Prometheus takes the `max` of them. Without an answer of the database the gauges say nothing and
 * `omnisync_database_up` says 0; the process's own figures are told all the same.
 */
export function openFiguresOfAll({ database, metrics, now }: Deps): FiguresOfAll {
  const registers = [metrics.registry]
  const up = new Gauge({ name: 'omnisync_database_up', help: '1 where the database answers', registers })
  const gauges = GAUGES.map(([figure, name, help, label]) => ({
    figure,
    label,
    gauge: new Gauge({ name, help, labelNames: label === undefined ? [] : [label], registers }),
  }))
  const jobs = new Gauge({
    name: 'omnisync_jobs',
    help: 'Jobs that wait, are at work, or failed and are kept',
    labelNames: ['queue', 'state'],
    registers,
  })
  const jobsAge = new Gauge({
    name: 'omnisync_jobs_oldest_seconds',
    help: 'For how long the oldest job of a queue could have been taken up',
    labelNames: ['queue'],
    registers,
  })

  async function read(): Promise<void> {
    const [figures, queues] = await Promise.all([readFigures(), readJobs()])
    for (const { figure, label, gauge } of gauges) {
      gauge.reset()
      for (const row of figures.filter(({ name }) => name === figure)) {
        if (label === undefined) gauge.set(row.value ?? 0)
        else gauge.set({ [label]: row.label }, row.value ?? 0)
      }
    }
    jobs.reset()
    jobsAge.reset()
    for (const { queue, state, jobs: count, age } of queues) {
      jobs.inc({ queue, state }, count)
      if (age !== null) jobsAge.set({ queue }, age)
    }
  }

  async function readFigures(): Promise<readonly FigureRow[]> {
    const { rows } = await sql<FigureRow>`select name, label, value from figures_of_all()`.execute(
      database.nobody,
    )
    return rows
  }

  /** The queue's tables are its own: they come and change with its package. */
  async function readJobs(): Promise<readonly JobRow[]> {
    const found = await sql<{ there: boolean }>`select to_regclass('jobs.job') is not null as there`.execute(
      database.nobody,
    )
    if (!found.rows[0]?.there) return []
    const { rows } = await sql<JobRow>`
      select name as queue,
        case when state < 'active' then 'waiting' else state::text end as state, count(*)::integer as jobs,
        extract(epoch from now() - min(greatest(start_after, created_on)) filter (
          where state < 'active' and start_after <= now()))::double precision as age
      from jobs.job
      where (state <= 'active' or state = 'failed') and name not like '\\_\\_pgboss%'
      group by 1, 2`.execute(database.nobody)
    return rows
  }

  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  const look = async (): Promise<void> => {
    try {
      await read()
      up.set(1)
    } catch {
      up.set(0)
      for (const { gauge, label } of gauges) {
        gauge.reset()
        // Without a label there is always a value; this is the one that no comparison holds for.
        if (label === undefined) gauge.set(Number.NaN)
      }
      jobs.reset()
      jobsAge.reset()
    }
    readAt = now()
  }
  return {
    async refresh() {
      if (now() - readAt < FRESH_MS) return
      reading ??= look().finally(() => (reading = null))
      await reading
    },
  }
}
