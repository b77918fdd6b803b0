import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { keepCardsBehind } from './archive/keep-cards.ts'
import { openDatabase } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded-postgres.ts'
import { migrate } from './database/migrate.ts'
import { waitForDatabase } from './database/wait-for-database.ts'
import type { Deps } from './deps.ts'
import type { Env } from './env.ts'
import { installJobs } from './jobs/install-jobs.ts'
import { openJobs } from './jobs/open-jobs.ts'
import { keepSecret } from './keep-secret.ts'
import { newId } from './new-id.ts'
import { renewEpochIfRestored } from './log/epoch.ts'
import { openNews } from './log/postgres-news.ts'
import { createMetrics } from './metrics.ts'
import { workAtJobs } from './work-at-jobs.ts'

export type RunningServer = {
  port: number
  /** Whether browsers get the app from here, or only the API is served. */
  servesClient: boolean
  /** Whether the demo shop is among the tenants. */
  hasDemo: boolean
  /** Lets requests finish, tells sockets goodbye, and stops what was started. */
  stop(): Promise<void>
}

export type StartOptions = {
  env: Env
  logger: Logger
  /** Told, in sentences, what happens. */
  say: (line: string) => void
  /**
   * Fills a database that nobody can log in to yet with the demo shop; never called in production.
   *
   * @param url connection string of the database's owner
   * @param secret the server's, for the seals of settled orders (O10)
   */
  seedDemo: (url: string, secret: string) => Promise<void>
}

const BUILT_CLIENT = join(import.meta.dirname, '../dist/client')
const DATABASE_PATIENCE_MS = 30_000

/**
 * Starts a server process: its database where none is named, the schema, the demo shop at the very first start, then
 * the doors. What was started is stopped again where a later step fails.
 */
export async function startServer({ env, logger, say, seedDemo }: StartOptions): Promise<RunningServer> {
  const opened: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const close of opened.splice(0).toReversed()) await close()
  }
  try {
    const url = env.databaseUrl ?? (await embedded(env, say, opened))
    if (env.databaseUrl !== undefined) await waitForDatabase(url, DATABASE_PATIENCE_MS, say)
    const ran = await migrate(url)
    await installJobs(url)
    if (ran.length > 0) say(`The schema is up to date: ${ran.join(', ')}.`)
    if (await renewEpochIfRestored(url))
      say('The database was restored: every device will compare and send again.')
    const secret = env.secret ?? keepSecret(env.dataDir)
    // People come last in the demo: without them it was never filled, or not to the end.
    if (env.mode !== 'production' && !(await peopleIn(url)).any) await seedDemo(url, secret)

    const metrics = createMetrics({ process: true })
    const database = openDatabase({
      url,
      maxConnections: env.databaseConnections,
      // The error itself holds the whole connection, keys and all.
      onError: ({ message }) => logger.warn({ reason: message }, 'database connection lost'),
    })
    opened.push(() => database.close())
    const news = await openNews({ url, nobody: database.nobody, logger, metrics })
    opened.push(() => news.close())
    const jobs = openJobs({ url, logger })
    opened.push(() => jobs.stop())
    const clientFolder = existsSync(join(BUILT_CLIENT, 'index.html')) ? BUILT_CLIENT : null
    const deps: Deps = {
      database,
      news,
      jobs,
      now: Date.now,
      newId,
      logger,
      metrics,
      secret,
      secureCookies: env.secureCookies,
      behindProxy: env.behindProxy,
      clientFolder,
    }
    const app = await buildApp(deps)
    opened.push(() => app.close())
    opened.push(keepCardsBehind(deps, await tenantsIn(url)))
    await app.listen({ port: env.port, host: env.host })
    if (env.role !== 'web') await workAtJobs(deps)

    const [address] = app.addresses()
    const port = typeof address === 'object' ? address.port : env.port
    return { port, servesClient: clientFolder !== null, hasDemo: (await peopleIn(url)).demo, stop }
  } catch (error) {
    await stop().catch((second: unknown) => logger.error({ err: second }, 'stopping failed'))
    throw error
  }
}

async function embedded(
  env: Env,
  say: (line: string) => void,
  opened: (() => Promise<unknown>)[],
): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: env.dataDir, log: say })
  opened.push(() => postgres.stop())
  return postgres.url
}

/** Every business there is, asked as the owner too. */
async function tenantsIn(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>('select id from tenants')
    return rows.map(({ id }) => id)
  } finally {
    await client.end()
  }
}

/** Asked as the owner: row-level security shows the application nobody before it names a tenant. */
async function peopleIn(url: string): Promise<{ any: boolean; demo: boolean }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ any: boolean; demo: boolean }>(
      // People come last into a demo: a business without any is one whose seed was interrupted, and begins anew.
      `select exists (select from users) as any,
              exists (select from users where email = 'admin@demo.test') as demo`,
    )
    return rows[0] ?? { any: false, demo: false }
  } finally {
    await client.end()
  }
}
