import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Running, isRunning, thisProcess } from './running.ts'

/** The data folder is in use by another OmniSync that is alive. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse'
  readonly pid: number

  constructor(message: string, pid: number) {
    super(message)
    this.pid = pid
  }
}

/**
 * Takes a data folder for this process and gives back the function that lets it go. A lock whose owner is dead is
 * taken over, so `kill -9` needs no cleaning up by hand. One that is just ending is waited for, since a restart often
 * begins before the end is complete.
 *
 * @param patience how long to wait, in milliseconds
 * @throws DataFolderInUse with the folder, the process and what to do
 */
export async function lockDataFolder(dataDir: string, patience: number): Promise<() => void> {
  const lock = join(dataDir, 'omnisync.lock')
  const mine = JSON.stringify(thisProcess())
  const draft = `${lock}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    for (const end = Date.now() + patience; ;) {
      // A link appears whole or not at all, and never replaces another's.
      if (linked(draft, lock)) return () => release(lock, mine)
      const owner = ownerOf(lock)
      if (owner === undefined || !isRunning(owner)) moveAside(lock, `${draft}.stale`)
      else if (owner.pid === process.pid || Date.now() >= end) throw inUse(dataDir, owner)
      else await sleep(100)
    }
  } finally {
    rmSync(draft, { force: true })
    rmSync(`${draft}.stale`, { force: true })
  }
}

function linked(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function moveAside(lock: string, to: string): void {
  try {
    renameSync(lock, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // else it was let go meanwhile
  }
}

function ownerOf(lock: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(lock, 'utf8')) as Running
  } catch {
    return undefined // let go meanwhile, or cut short by a full disk: nobody's
  }
}

function release(lock: string, mine: string): void {
  try {
    if (readFileSync(lock, 'utf8') === mine) rmSync(lock)
  } catch {
    // The folder was removed under us: there is nothing left to let go.
  }
}

function inUse(dataDir: string, owner: Running): DataFolderInUse {
  return new DataFolderInUse(
    `The data folder ${dataDir} is in use by another OmniSync (process ${owner.pid}). ` +
      `Stop that one first (kill ${owner.pid}), or give this one a folder of its own with OMNISYNC_DATA_DIR and a ` +
      'free PORT. To run two nodes on one database, start both with DATABASE_URL.',
    owner.pid,
  )
}
