import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Account, runsAs } from './account.ts'
import type { Binaries } from './binaries.ts'

/** The one role that a new cluster has: it owns everything. The application itself runs under another. */
export const OWNER = 'omnisync'

/** What must be remembered to reach a cluster again. Kept inside it, so that the two cannot part. */
export type Keys = {
  password: string
  /** The port of the last start, taken again if it is free. */
  port?: number
}

/**
 * Makes an empty cluster unless there is one, and gives its keys. Text is sorted by code point, which is the same on
 * every machine; `initdb` under the machine's locale would fail where that locale is not installed.
 *
 * @param synced false skips waiting for the disk, for clusters that nobody will miss
 * @throws where the cluster was made by another major version of Postgres
 */
export function createCluster(
  cluster: string,
  binaries: Binaries,
  account: Account | undefined,
  synced: boolean,
): Keys {
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    refuseOtherVersion(cluster, binaries)
    return readKeys(cluster)
  }
  refuseOtherContents(cluster)
  // Made beside its place and moved there whole: a kill in between leaves nothing that looks like a cluster.
  const half = `${cluster}.making`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  if (account !== undefined) chownSync(half, account.uid, account.gid)

  const keys: Keys = { password: randomBytes(24).toString('base64url') }
  const passwordFile = `${cluster}.password`
  writeFileSync(passwordFile, keys.password, { mode: 0o600 })
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid)
  try {
    const made = runsAs(account, binaries.initdb, [
      `--pgdata=${half}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // Iterations slow down the guessing of weak passwords. Ours is 24 random bytes, so they would only slow us down.
      '--set=scram_iterations=1',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(synced ? [] : ['--no-sync']),
    ])
    if (!made.ok) throw new Error(`Could not make a database in ${cluster}: ${made.output}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  writeKeys(half, keys, account)
  renameSync(half, cluster)
  return keys
}

/** A folder of this name that holds something else is never ours to remove. */
function refuseOtherContents(cluster: string): void {
  if (!existsSync(cluster)) return
  if (readdirSync(cluster).length > 0) {
    throw new Error(
      `${cluster} is not empty and holds no database. Move it away, or name another folder in OMNISYNC_DATA_DIR.`,
    )
  }
  rmdirSync(cluster)
}

/** Remembers the keys of a cluster. */
export function writeKeys(cluster: string, keys: Keys, account: Account | undefined): void {
  const file = join(cluster, 'omnisync.json')
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 })
  if (account !== undefined) chownSync(`${file}.new`, account.uid, account.gid)
  renameSync(`${file}.new`, file)
}

/** What is remembered to reach a cluster, that runs or not. */
export function readKeys(cluster: string): Keys {
  try {
    return JSON.parse(readFileSync(join(cluster, 'omnisync.json'), 'utf8')) as Keys
  } catch (error) {
    throw new Error(
      `The database in ${cluster} was not made by OmniSync (omnisync.json is missing or broken). ` +
        'Start it by yourself and name it in DATABASE_URL.',
      { cause: error },
    )
  }
}

function refuseOtherVersion(cluster: string, binaries: Binaries): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const installed = /(\d+)\./.exec(runsAs(undefined, binaries.postgres, ['--version']).output)?.[1]
  if (made === installed) return
  throw new Error(
    `The database in ${cluster} was made by Postgres ${made}, but Postgres ${installed} is installed. ` +
      'Dump it with the old version and load it into a new folder (OMNISYNC_DATA_DIR).',
  )
}
