import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { findBinaries } from './embedded/binaries.ts'
import { OWNER, createCluster, writeKeys } from './embedded/create-cluster.ts'
import { keepRunning } from './embedded/keep-running.ts'
import { lockDataFolder } from './embedded/lock-data-folder.ts'
import { placeCluster } from './embedded/place-cluster.ts'
import {
  PortTaken,
  type Postmaster,
  type PostmasterOptions,
  startPostmaster,
  stopOrphan,
} from './embedded/postmaster.ts'
import { sharedBuffers } from './embedded/shared-buffers.ts'

/** A PostgreSQL of our own, on the loopback interface. */
export type EmbeddedPostgres = {
  /** Connection string of the owner of the database. */
  url: string
  /** The process number of Postgres at present; another one after it had to be started again. */
  pid(): number
  /** Stops Postgres and lets the data folder go. Connections should be closed before. */
  stop(): Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** Folder for everything that must survive; made where missing. */
  dataDir: string
  /** Told, in sentences, what happens. */
  log: (message: string) => void
  /** Settings of Postgres that go before ours, such as `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>
  /** How long to wait for another OmniSync that is just leaving the folder, in milliseconds; 5 s unless given. */
  patience?: number
  /** The database to make and to name in `url`. */
  database?: string
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // Its path is limited to 107 bytes, which a data folder may well exceed; TCP has no such limit.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: sharedBuffers(),
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/**
 * Starts PostgreSQL 18 from the binaries that npm installed, on a cluster in the data folder; the cluster is made at
 * the first start. What a killed predecessor left behind is cleaned up. If Postgres dies, it is started again.
 *
 * @throws DataFolderInUse where another OmniSync runs on the folder; an error in plain words where Postgres cannot run
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, database = OWNER } = options
  const dataDir = makeFolder(options.dataDir)
  const unlock = await lockDataFolder(dataDir, options.patience ?? 5_000)
  try {
    const { cluster, account } = placeCluster(dataDir, log)
    const binaries = findBinaries(account, log)
    await stopOrphan(cluster, log)
    const settings = { ...SETTINGS, ...options.settings }
    const keys = createCluster(cluster, binaries, account, settings['fsync'] !== 'off')
    const rest = { binaries, account, cluster, settings, logFile: join(dataDir, 'postgres.log') }
    const { postmaster, port } = await startOnFreePort(rest, keys.port)
    writeKeys(cluster, { ...keys, port }, account)

    const server = `postgres://${OWNER}:${keys.password}@127.0.0.1:${port}`
    const kept = keepRunning(postmaster, { ...rest, port }, log)
    await createDatabase(`${server}/postgres`, database).catch((error: unknown) =>
      kept.stop().finally(() => {
        throw error
      }),
    )
    return {
      url: `${server}/${database}`,
      pid: kept.pid,
      stop: () => kept.stop().finally(unlock),
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function makeFolder(dataDir: string): string {
  try {
    // Others may pass through, not look around: under root it is another user who runs Postgres.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 })
    accessSync(dataDir, constants.W_OK)
    // The real path, since Postgres is told from strangers by the folder it works in.
    return realpathSync(dataDir)
  } catch (error) {
    throw new Error(`Cannot use ${dataDir} as data folder. Name another in OMNISYNC_DATA_DIR.`, {
      cause: error,
    })
  }
}

async function startOnFreePort(
  rest: Omit<PostmasterOptions, 'port'>,
  last: number | undefined,
): Promise<{ postmaster: Postmaster; port: number }> {
  let port = last ?? (await freePort())
  for (let attempt = 1; ; attempt++) {
    try {
      return { postmaster: await startPostmaster({ ...rest, port }), port }
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === 5) throw error
      port = await freePort()
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
