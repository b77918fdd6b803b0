import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../server/database/migrate.ts'
import { startEmbeddedPostgres } from '../../server/database/embedded-postgres.ts'
import { startServerProcess } from './server-process.ts'
import type { ServerProcess } from './server-process.ts'

/** A real Postgres, with fsync, that a benchmark and its baseline share. */
export type World = {
  /** Connection string of the database's owner. */
  url: string
  owner: pg.Pool
  /** Another node on the same database, with flags for its node; all of them are stopped with the world. */
  startNode(flags?: string[]): Promise<ServerProcess>
  /** How many statements whose text holds `words` were run since the last reset, whoever sent them. */
  statements(words?: string): Promise<number>
  resetStatements(): Promise<void>
  close(): Promise<void>
}

/** @param settings of Postgres, beside those that `npm start` runs with */
export async function openWorld(settings: Record<string, string> = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'omnisync-bench-'))
  chmodSync(folder, 0o711)
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    log: () => {},
    // Counting is what differs from what `npm start` runs.
    settings: { shared_preload_libraries: 'pg_stat_statements', ...settings },
  })
  await migrate(postgres.url)
  const owner = new pg.Pool({ connectionString: postgres.url, max: 2 })
  await owner.query('create extension pg_stat_statements')
  const nodes: ServerProcess[] = []
  return {
    url: postgres.url,
    owner,
    async startNode(flags) {
      const node = await startServerProcess(postgres.url, folder, flags)
      nodes.push(node)
      return node
    },
    async statements(words = '') {
      const { rows } = await owner.query<{ calls: string | null }>(
        `select sum(calls) as calls from pg_stat_statements
         where strpos(query, $1) > 0 and query not like '%pg_stat_statements%'`,
        [words],
      )
      return Number(rows[0]?.calls ?? 0)
    },
    async resetStatements() {
      await owner.query('select pg_stat_statements_reset()')
    },
    async close() {
      // What stops Postgres waits on nothing that would keep a process alive: it would end in the middle.
      const awake = setInterval(() => {}, 1_000)
      for (const node of nodes) await node.stop()
      // A connection that is on its way out may still hear that Postgres ends, and nobody else would listen.
      owner.on('error', () => {})
      await owner.end()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
      clearInterval(awake)
    },
  }
}
