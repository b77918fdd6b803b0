import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Running, isRunning, thisProcess } from './running.ts'

/** The data folder is in use by another OmniSync that is alive. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse'
}

/**
 * Takes a data folder for this process and gives back the function that lets it go. A lock whose owner is dead is
 * taken over, so `kill -9` needs no cleaning up by hand.
 *
 * @throws DataFolderInUse with the folder, the process and what to do
 */
export function lockDataFolder(dataDir: string): () => void {
  const lock = join(dataDir, 'omnisync.lock')
  const mine = JSON.stringify(thisProcess())
  const draft = `${lock}.${process.pid}`
  writeFileSync(draft, mine)
  try {
    // Three tries: a lock may go stale, or be let go, between our look and our grip.
    for (let attempt = 1; attempt <= 3; attempt++) {
      // A link appears whole or not at all, and never replaces another's.
      if (linked(draft, lock)) return () => release(lock, mine)
      const owner = ownerOf(lock)
      if (owner !== undefined && isRunning(owner)) throw inUse(dataDir, owner)
      renameSync(lock, `${draft}.stale`)
    }
    throw new Error(
      `Could not lock the data folder ${dataDir}: others are taking it at the same time. Try again.`,
    )
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
  )
}
