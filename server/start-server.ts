import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { keepCardsBehind } from './archive/keep-cards.ts'
import { openBackups } from './backups/open-backups.ts'
import { checkRole } from './database/check-role.ts'
import { openDatabase } from './database/database.ts'
import type { Database } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded-postgres.ts'
import { migrate } from './database/migrate.ts'
import { waitForDatabase } from './database/wait-for-database.ts'
import type { Deps } from './deps.ts'
import type { Env } from './env.ts'
import type { App } from './http/app-type.ts'
import { installJobs } from './jobs/install-jobs.ts'
import type { Jobs } from './jobs/jobs.ts'
import { openJobs } from './jobs/open-jobs.ts'
import { keepSecret } from './keep-secret.ts'
import { openMail } from './mail/open-mail.ts'
import { openModel } from './model/open-model.ts'
import { newId } from './new-id.ts'
import { renewEpochIfRestored } from './log/epoch.ts'
import { openNews } from './log/postgres-news.ts'
import { createMetrics } from './metrics.ts'
import { connectDemo } from './shopify/demo/connect-demo.ts'
import type { DemoShopify } from './shopify/demo/open-demo-shopify.ts'
import type { DemoTelegram } from './telegram/local/demo-telegram.ts'
import { noTraces } from './traces/traces.ts'
import type { Traces } from './traces/traces.ts'
import { workAtJobs } from './work-at-jobs.ts'

export type RunningServer = {
  port: number
  /** Whether browsers get the app from here, or only the API is served. */
  servesClient: boolean
  /** Whether the demo shop is among the tenants. */
  hasDemo: boolean
  /**
   * Where the demo's pretended Shopify is, with its online customer, and what one connects to it with; null where there
   * is none.
   */
  sandbox: Pick<DemoShopify, 'address' | 'domain' | 'clientId' | 'secret'> | null
  /** Where what the demo mails can be read; null where mails leave by a server of one's own, or not at all. */
  mailbox: string | null
  /** Where one chats with the bot in the demo's pretended Telegram; null where there is none. */
  chatPage: string | null
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
    if (env.mode !== 'production' && !(await peopleIn(url)).any) {
      await tryPort(env)
      await seedDemo(url, secret)
    }

    const demo = await openDemo(env, url, opened)
    const chat = demo && (await openDemoChat(env, opened))
    const metrics = createMetrics({ process: true })
    const traces = await tracesOf(env)
    opened.push(() => traces.close())
    const database = openDatabase({
      url,
      onQuery: env.tracesUrl === undefined ? undefined : traces.queried,
      maxConnections: env.databaseConnections,
      // The error itself holds the whole connection, keys and all.
      onError: ({ message }) => logger.warn({ reason: message }, 'database connection lost'),
    })
    opened.push(() => database.close())
    await checkRole(database.nobody)
    const replica = env.replicaUrl === undefined ? null : openReplica(env.replicaUrl, env, logger)
    opened.push(async () => replica?.close())
    const news = await openNews({ url, nobody: database.nobody, logger, metrics })
    opened.push(() => news.close())
    const jobs = openJobs({ url, logger, traces })
    opened.push(() => jobs.stop())
    const mailbox = await openDemoMailbox(env, opened)
    const mail = openMail({ url: env.smtpUrl ?? mailbox?.smtp, from: env.mailFrom })
    opened.push(async () => mail.close())
    const clientFolder = existsSync(join(BUILT_CLIENT, 'index.html')) ? BUILT_CLIENT : null
    const deps: Deps = {
      database,
      replica,
      traces,
      news,
      jobs,
      now: Date.now,
      newId,
      logger,
      metrics,
      secret,
      secureCookies: env.secureCookies,
      behindProxy: env.behindProxy,
      mail,
      model: env.model ? openModel(env.model) : null,
      telegram: env.telegram ? { ...env.telegram, chatPage: null } : (chat?.settings ?? null),
      shopFetch: demo?.shopFetch ?? fetch,
      publicUrl: env.publicUrl,
      clientFolder,
    }
    const app = await buildApp(deps)
    opened.push(() => app.close())
    opened.push(keepCardsBehind(deps, await tenantsIn(url)))
    await app.listen({ port: env.port, host: env.host })
    if (demo) await connectDemo(deps, demo)
    if (env.role !== 'web') opened.push(await workAtJobs(deps, openBackups(url, env.backups)))
    opened.push(() => leave(app, jobs, env.drainSeconds))

    const [address] = app.addresses()
    const port = typeof address === 'object' ? address.port : env.port
    return {
      port,
      servesClient: clientFolder !== null,
      hasDemo: (await peopleIn(url)).demo,
      sandbox: demo,
      mailbox: mailbox?.page ?? null,
      chatPage: chat?.address ?? null,
      stop,
    }
  } catch (error) {
    await stop().catch((second: unknown) => logger.error({ err: second }, 'stopping failed'))
    throw error
  }
}

/** That a port is taken is said before minutes go into a shop that cannot be opened. */
async function tryPort({ host, port }: Env): Promise<void> {
  const probe = createServer().listen({ host, port })
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

/** Loaded only where somebody collects. */
async function tracesOf({ tracesUrl: url, tracesShare: share }: Env): Promise<Traces> {
  if (url === undefined) return noTraces
  const { openTraces } = await import('./traces/open-traces.ts')
  return openTraces({ url, share, instance: newId() })
}

/** Given up on sooner than the primary: whoever waits for it waits for the primary's answer after it. */
function openReplica(url: string, env: Env, logger: Logger): Database {
  return openDatabase({
    url,
    maxConnections: env.databaseConnections,
    connectTimeout: 1_000,
    statementTimeout: 3_000,
    onError: ({ message }) => logger.warn({ reason: message }, 'replica connection lost'),
  })
}

/** Says that it leaves, and gives its jobs to others, while it still answers whoever has not noticed. */
async function leave(app: App, jobs: Jobs, drainSeconds: number): Promise<void> {
  app.leaving.begin()
  await Promise.all([jobs.giveBack(), sleep(drainSeconds * 1_000)])
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

/** Beside the app, on a port that is near it where that is free. */
async function openDemo(
  env: Env,
  url: string,
  opened: (() => Promise<unknown>)[],
): Promise<DemoShopify | null> {
  if (env.mode === 'production' || env.role === 'web') return null
  // Loaded here, since nothing in production has a use for it.
  const { openDemoShopify } = await import('./shopify/demo/open-demo-shopify.ts')
  const demo = await openDemoShopify(url, env.dataDir, env.port === 0 ? 0 : env.port + 100)
  if (demo) opened.push(demo.close)
  return demo
}

/** Where the demo's mails are read: as near to the app as the pretended shop. */
async function openDemoMailbox(
  env: Env,
  opened: (() => Promise<unknown>)[],
): Promise<{ page: string; smtp: string } | null> {
  if (env.mode === 'production' || env.role === 'web' || env.smtpUrl !== undefined) return null
  // Loaded here, since nothing in production has a use for it.
  const { openMailbox } = await import('./mail/mailbox/open-mailbox.ts')
  const mailbox = openMailbox()
  opened.push(mailbox.close)
  const wanted = env.port === 0 ? undefined : { page: env.port + 102, smtp: env.port + 103 }
  try {
    return await mailbox.listen(wanted)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    const other = openMailbox()
    opened.push(other.close)
    return other.listen()
  }
}

/** A pretended Telegram beside the demo, where no real bot is named. */
async function openDemoChat(env: Env, opened: (() => Promise<unknown>)[]): Promise<DemoTelegram | null> {
  if (env.telegram) return null
  const { openDemoTelegram } = await import('./telegram/local/demo-telegram.ts')
  const chat = await openDemoTelegram(env.port === 0 ? 0 : env.port + 101)
  opened.push(chat.close)
  return chat
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
