import { execFileSync } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll } from 'vitest'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import type { EmbeddedPostgres } from '../database/embedded-postgres.ts'
import { migrate } from '../database/migrate.ts'
import type { TestDatabase } from './test-database.ts'

export type ReplicatedPostgres = {
  primary: TestDatabase
  replicaUrl: string
  /** One statement at the replica, as its owner. */
  askReplica<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>
  stopReplica(): Promise<void>
  startReplica(): Promise<void>
}

const settings = { fsync: 'off', max_connections: '40', shared_buffers: '16MB' }

/** A migrated Postgres and a real streaming replica of it, both of a test file's own. */
export async function replicatedPostgres(): Promise<ReplicatedPostgres> {
  const scratch = mkdtempSync(join(tmpdir(), 'omnisync-replicated-'))
  chmodSync(scratch, 0o755) // open to the user who runs Postgres for root
  const folders = { primary: join(scratch, 'primary'), replica: join(scratch, 'replica') }
  const start = (dataDir: string, more = {}): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataDir, log: () => {}, settings: { ...settings, ...more } })

  // A replica begins as a copy of the primary's folder; what was written since streams in.
  const first = await start(folders.primary)
  await migrate(first.url)
  await first.stop()
  mkdirSync(folders.replica, { mode: 0o711 })
  execFileSync('cp', ['-a', `${folders.primary}/.`, folders.replica])
  const [version = ''] = globSync(join(folders.replica, '**', 'PG_VERSION')).toSorted(
    (a, b) => a.length - b.length,
  )
  const signal = join(dirname(version), 'standby.signal')
  writeFileSync(signal, '')
  chmodSync(signal, 0o666)

  const primary = await start(folders.primary)
  const { hostname, port, username, password } = new URL(primary.url)
  const conninfo = `host=${hostname} port=${port} user=${username} password=${password}`
  const follow = (): Promise<EmbeddedPostgres> => start(folders.replica, { primary_conninfo: conninfo })
  let replica = await follow()
  const pool = new pg.Pool({ connectionString: primary.url, max: 2 })
  // Postgres may end a connection while it is being closed.
  pool.on('connect', (client) => client.on('error', () => {}))
  afterAll(async () => {
    await pool.end()
    await replica.stop()
    await primary.stop()
    rmSync(scratch, { recursive: true, force: true })
  })
  return {
    primary: {
      url: primary.url,
      empty: () => Promise.reject(new Error('each test has a business of its own')),
      query: async (sql, values = []) => (await pool.query({ text: sql, values })).rows,
    },
    replicaUrl: replica.url,
    async askReplica<Row extends pg.QueryResultRow>(sql: string) {
      const client = new pg.Client({ connectionString: replica.url })
      await client.connect()
      try {
        return (await client.query<Row>(sql)).rows
      } finally {
        await client.end()
      }
    },
    stopReplica: () => replica.stop(),
    async startReplica() {
      replica = await follow()
    },
  }
}
