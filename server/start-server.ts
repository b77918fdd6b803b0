import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import { v7 } from 'uuid'
import { buildApp } from './app.ts'
import { openDatabase } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded-postgres.ts'
import { migrate } from './database/migrate.ts'
import { waitForDatabase } from './database/wait-for-database.ts'
import type { Env } from './env.ts'
import { keepSecret } from './keep-secret.ts'
import { openNews } from './log/postgres-news.ts'
import { createMetrics } from './status/metrics.ts'

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
  /** Fills an empty database, given the connection string of its owner; never called in production. */
  seedDemo: (url: string) => Promise<void>
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
    if (ran.length > 0) say(`The schema is up to date: ${ran.join(', ')}.`)
    if (env.mode !== 'production' && !(await tenantsIn(url)).any) {
      say('First start: filling a demo shop.')
      await seedDemo(url)
    }

    const metrics = createMetrics({ process: true })
    const database = openDatabase({
      url,
      maxConnections: env.databaseConnections,
      onError: (error) => logger.warn({ err: error }, 'idle database connection lost'),
    })
    opened.push(() => database.close())
    const news = await openNews({ url, nobody: database.nobody, logger, metrics })
    opened.push(() => news.close())
    const clientFolder = existsSync(join(BUILT_CLIENT, 'index.html')) ? BUILT_CLIENT : null
    const app = await buildApp({
      database,
      news,
      now: Date.now,
      newId: v7,
      logger,
      metrics,
      secret: env.secret ?? keepSecret(env.dataDir),
      secureCookies: env.secureCookies,
      behindProxy: env.behindProxy,
      clientFolder,
    })
    opened.push(() => app.close())
    await app.listen({ port: env.port, host: env.host })

    const [address] = app.addresses()
    const port = typeof address === 'object' ? address.port : env.port
    return { port, servesClient: clientFolder !== null, hasDemo: (await tenantsIn(url)).demo, stop }
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

/** Asked as the owner: row-level security shows the application no tenant that it does not name. */
async function tenantsIn(url: string): Promise<{ any: boolean; demo: boolean }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ any: boolean; demo: boolean }>(
      `select exists (select from tenants) as any,
              exists (select from users where email = 'admin@demo.test') as demo`,
    )
    return rows[0] ?? { any: false, demo: false }
  } finally {
    await client.end()
  }
}
