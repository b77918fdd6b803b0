import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.ts'

/** A transaction of one tenant. Verbs receive it and never open one. */
export type Tx = Kysely<Schema>

export type Database = {
  /** The database as one tenant sees it: every connection names the tenant to row-level security (A1). */
  tenant(tenantId: string): Kysely<Schema>
  /** Sees no tenant's rows: for the doors that are asked before a tenant is known. */
  nobody: Kysely<Schema>
  /** How many statements were sent so far: the benchmarks ask. */
  statements(): number
  /** Connections in use, idle and waited for: for the metrics. */
  connections(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

export type DatabaseOptions = {
  url: string
  maxConnections?: number
  /** Milliseconds (L6). */
  lockTimeout?: number
  statementTimeout?: number
  connectTimeout?: number
  onError?: (error: Error) => void
  /** Told of each statement that has ended: its text, without its values. */
  onQuery?: ((statement: string, milliseconds: number, failed: boolean) => void) | undefined
}

// Money, positions and counts fit a double exactly; the schemas keep them below 2^53.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Opens the pool that the server works with. Every connection runs under the role `omnisync_app`, which owns no
 * table, and with timeouts on locks, statements and idle transactions (L6).
 */
export function openDatabase(options: DatabaseOptions): Database {
  const settings = {
    role: 'omnisync_app',
    lock_timeout: options.lockTimeout ?? 3_000,
    statement_timeout: options.statementTimeout ?? 9_000,
    idle_in_transaction_session_timeout: 15_000,
    jit: 'off',
  }
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 10,
    types,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    application_name: 'omnisync',
    keepAlive: true,
    // A server that answers nothing at all, as one that was frozen or cut off, must not hold a request for ever (U7).
    connectionTimeoutMillis: options.connectTimeout ?? 4_000,
    query_timeout: (options.statementTimeout ?? 9_000) + 500,
  })
  // A connection that dies while idle (a restart of Postgres) is dropped by the pool; the next request opens another.
  pool.on('error', (error) => options.onError?.(error))
  // One that dies between two statements of a transaction tells nobody else, and would end the process.
  pool.on('connect', (client) => client.on('error', (error) => options.onError?.(error)))

  let sent = 0
  const named = new WeakMap<pg.PoolClient, string>()
  const open = (tenantId: string) =>
    new Kysely<Schema>({
      dialect: new PostgresDialect({
        pool: { options: pool.options, connect: () => connectAs(pool, named, tenantId), end: async () => {} },
      }),
      log({ level, query, queryDurationMillis }) {
        sent += 1
        options.onQuery?.(query.sql, queryDurationMillis, level === 'error')
      },
    })
  const views = new Map<string, Kysely<Schema>>()
  return {
    tenant(tenantId) {
      let view = views.get(tenantId)
      if (!view) views.set(tenantId, (view = open(tenantId)))
      return view
    },
    nobody: open(''),
    statements: () => sent,
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/** Named again only when the connection last served another tenant, so that one tenant pays no extra round trip. */
async function connectAs(pool: pg.Pool, named: WeakMap<pg.PoolClient, string>, tenantId: string) {
  const client = await pool.connect()
  if (named.get(client) === tenantId) return client
  try {
    await client.query("select set_config('app.tenant_id', $1, false)", [tenantId])
  } catch (error) {
    client.release(true)
    throw error
  }
  named.set(client, tenantId)
  return client
}
