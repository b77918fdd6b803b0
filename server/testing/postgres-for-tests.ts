import { lstatSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import { stopOrphan } from '../database/embedded/postmaster.ts'
import { isAlive } from '../database/embedded/running.ts'
import { ensureTemplate } from './template-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the one Postgres of this test run; the path names no database of a test. */
    postgresUrl: string
    /** A folder of this test run, in memory where there is room; thrown away with it. */
    scratch: string
  }
}

/** One server for the whole run, however many projects ask for it. Held by the process, as each project loads this module anew. */
type Shared = { server: Promise<EmbeddedPostgres>; users: number; folder: string }
const holder = globalThis as { omnisyncTestPostgres?: Shared }

const ROOM_NEEDED = 2_000_000_000
const NAME = /^omnisync-test-(\d+)$/

/** Vitest's global setup of every project that needs a database. What it holds is thrown away with the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (holder.omnisyncTestPostgres ??= start())
  shared.users += 1
  const { url } = await shared.server
  project.provide('postgresUrl', url)
  project.provide('scratch', shared.folder)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete holder.omnisyncTestPostgres
    await (await shared.server).stop()
    rmSync(shared.folder, { recursive: true, force: true })
  }
}

function start(): Shared {
  const base = folderWithRoom()
  const folder = join(base, `omnisync-test-${process.pid}`)
  const server = sweep(base).then(async () => {
    mkdirSync(folder, { mode: 0o711 })
    const postgres = await startEmbeddedPostgres({
      dataDir: folder,
      log: () => {},
      settings: {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        autovacuum: 'off',
        shared_buffers: '128MB',
        max_wal_size: '4GB',
        max_connections: '300',
      },
    })
    await ensureTemplate(postgres.url)
    return postgres
  })
  return { server, users: 0, folder }
}

/** Memory, where there is room for it: a test writes much that nobody will read. */
function folderWithRoom(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > ROOM_NEEDED ? '/dev/shm' : tmpdir()
  } catch {
    return tmpdir() // not every system has it
  }
}

/** Removes what killed test runs left behind: theirs are the folders named after a process that is no more. */
async function sweep(base: string): Promise<void> {
  for (const name of readdirSync(base)) {
    const pid = NAME.exec(name)?.[1]
    const folder = join(base, name)
    if (pid === undefined || !isOurFolder(folder)) continue
    if (isAlive(Number(pid)) && Number(pid) !== process.pid) continue
    await stopOrphan(join(folder, 'postgres'), () => {})
    rmSync(folder, { recursive: true, force: true })
  }
}

function isOurFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.()
}
