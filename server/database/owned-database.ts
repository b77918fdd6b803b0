import { join } from 'node:path'
import { existsSync } from 'node:fs'
import type { Env } from '../env.ts'
import { OWNER, readKeys } from './embedded/create-cluster.ts'
import { DataFolderInUse } from './embedded/lock-data-folder.ts'
import { placeCluster } from './embedded/place-cluster.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

export type OwnedOptions = {
  env: Pick<Env, 'databaseUrl' | 'dataDir'>
  say: (line: string) => void
  /** Whether the embedded Postgres may serve a server meanwhile, as it may while it is only read. */
  besideServer: boolean
}

/**
 * Works on the database of the settings as its owner: the one of DATABASE_URL, or else the embedded one, which is
 * started for it and stopped again; where a server runs on it already, that one's is used.
 *
 * @throws DataFolderInUse where a server runs on it and may not
 */
export async function withOwnedDatabase<T>(
  { env, say, besideServer }: OwnedOptions,
  work: (url: string) => Promise<T>,
): Promise<T> {
  if (env.databaseUrl !== undefined) return work(env.databaseUrl)
  let postgres
  try {
    postgres = await startEmbeddedPostgres({ dataDir: env.dataDir, log: say, patience: 1_000 })
  } catch (error) {
    if (!besideServer || !(error instanceof DataFolderInUse)) throw error
    return work(urlOfRunning(env.dataDir))
  }
  try {
    return await work(postgres.url)
  } finally {
    await postgres.stop()
  }
}

function urlOfRunning(dataDir: string): string {
  const { cluster } = placeCluster(dataDir, () => {})
  if (!existsSync(join(cluster, 'omnisync.json'))) throw new Error(`There is no database in ${dataDir} yet.`)
  const { password, port } = readKeys(cluster)
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${OWNER}`
}
