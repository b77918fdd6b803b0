// For what they add to Fastify's types: access and injectWS.
import type {} from '@fastify/websocket'
import type {} from '../../server/http/authenticate.ts'
import { pino } from 'pino'
import { buildApp } from '../../server/app.ts'
import { openDatabase } from '../../server/database/database.ts'
import type { Deps } from '../../server/deps.ts'
import type { App } from '../../server/http/app-type.ts'
import { openJobs } from '../../server/jobs/open-jobs.ts'
import { openNews } from '../../server/log/postgres-news.ts'
import { createMetrics } from '../../server/metrics.ts'
import type { ManualClock } from '../../server/testing/manual-clock.ts'
import { seededIds } from '../../server/testing/seeded-ids.ts'
import { testMail } from '../../server/testing/test-mail.ts'

/** A server process that a story may restart; `isDown` while it stops and until it runs again. */
export type Node = { app: App; deps: Deps; isDown: boolean; restart(): Promise<void>; close(): Promise<void> }

let processes = 0

/** Starts a server process over a database, on the story's clock. Unlike `testNode` it may die and come back. */
export async function startNode(
  url: string,
  clock: ManualClock,
  changes: Partial<Pick<Deps, 'shopFetch' | 'publicUrl'>> = {},
): Promise<Node> {
  let running = await startProcess(url, clock, changes)
  const node: Node = {
    app: running.app,
    deps: running.deps,
    isDown: false,
    async restart() {
      node.isDown = true
      await running.stop()
      running = await startProcess(url, clock, changes)
      node.app = running.app
      node.deps = running.deps
      node.isDown = false
    },
    close: () => running.stop(),
  }
  return node
}

async function startProcess(
  url: string,
  clock: ManualClock,
  changes: Partial<Deps>,
): Promise<{ app: App; deps: Deps; stop(): Promise<void> }> {
  processes += 1
  const logger = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' })
  const metrics = createMetrics()
  const database = openDatabase({ url })
  const jobs = openJobs({ url, logger })
  const news = await openNews({ url, nobody: database.nobody, logger, metrics })
  const deps: Deps = {
    database,
    news,
    jobs,
    now: clock.now,
    // Two processes never give one id: each has a seed of its own.
    newId: seededIds(processes, clock.now),
    logger,
    metrics,
    secret: 'a secret of the simulation, long enough to sign with',
    secureCookies: false,
    mail: testMail(),
    model: null,
    telegram: null,
    shopFetch: fetch,
    publicUrl: null,
    clientFolder: null,
    ...changes,
  }
  const app = await buildApp(deps)
  await app.ready()
  const stop = async (): Promise<void> => {
    await app.close()
    await jobs.stop()
    await news.close()
    await database.close()
  }
  return { app, deps, stop }
}
