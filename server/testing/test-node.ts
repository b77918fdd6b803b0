import { pino } from 'pino'
import { afterAll } from 'vitest'
import { buildApp } from '../app.ts'
import { openDatabase } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { openJobs } from '../jobs/open-jobs.ts'
import { openNews } from '../log/postgres-news.ts'
import { createMetrics } from '../metrics.ts'
import { manualClock } from './manual-clock.ts'
import type { ManualClock } from './manual-clock.ts'
import { testMail } from './test-mail.ts'
import { seededIds } from './seeded-ids.ts'

export type TestNode = { app: App; deps: Deps; clock: ManualClock; close(): Promise<void> }

/** What every node of the tests seals and signs with. */
export const TEST_SECRET = 'a secret of the tests, long enough to sign with'

let nodes = 0

/**
 * A server process within a test: everything but the port. Several over one database are several nodes; give them
 * one clock. Routes of the test's own lie beside the API. Closed at the end of the file at the latest.
 */
export async function testNode(
  url: string,
  changes: Partial<Deps> & { clock?: ManualClock } = {},
  addRoutes: (app: App, deps: Deps) => Promise<void> = async () => {},
): Promise<TestNode> {
  const { clock = manualClock(), ...given } = changes
  nodes += 1
  const logger = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' })
  const metrics = createMetrics()
  const database = given.database ?? openDatabase({ url })
  const jobs = given.jobs ?? openJobs({ url, logger })
  const news = await openNews({ url, nobody: database.nobody, logger, metrics })
  const deps: Deps = {
    database,
    news,
    jobs,
    now: clock.now,
    newId: seededIds(nodes, clock.now),
    logger,
    metrics,
    secret: TEST_SECRET,
    secureCookies: false,
    mail: testMail(),
    model: null,
    telegram: null,
    shopFetch: fetch,
    publicUrl: 'https://shop.example',
    clientFolder: null,
    ...given,
  }
  const app = await buildApp(deps)
  await addRoutes(app, deps)
  await app.ready()
  let closed = false
  const close = async (): Promise<void> => {
    if (closed) return
    closed = true
    await app.close()
    await jobs.stop()
    await news.close()
    await database.close()
  }
  afterAll(close)
  return { app, deps, clock, close }
}
