import type { BackupRun, RunFault, RunFigures } from '../../shared/backups/backups.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import { drill, dropScratch } from './drill.ts'
import { faultOf } from './fault.ts'
import { keepWhich } from './keep-which.ts'
import { MANIFEST, bytesOf, rowsOf } from './manifest.ts'
import type { Backups } from './open-backups.ts'
import { aloneAtBackups } from './owner.ts'
import { deleteRunsBefore, endRun, giveUpRunning, insertRun, newestRun, takeUpWaiting } from './queries.ts'
import { isBackupDue, isDrillDue } from './schedule.ts'
import type { Store } from './store.ts'
import { takeBackup } from './take-backup.ts'

const RUNS_KEPT_MS = 400 * 86_400_000

/**
 * Does what is owed: a backup that somebody asked for, the nightly one, the weekly drill. Of many workers one at a
 * time; whatever a process that died left behind is noted as failed, cleared away, and done again.
 */
export async function keepBackups(
  deps: Deps,
  backups: Backups,
  { signal }: Pick<JobRun<'backups.wake'>, 'signal'>,
): Promise<JobEnd> {
  await aloneAtBackups(backups.url, async (stillAlone) => {
    const db = deps.database.nobody
    const at = () => new Date(deps.now())
    await giveUpRunning(db, at(), {
      code: 'interrupted',
      message: 'The process that was at it has ended; nothing of it is left.',
    })
    await dropScratch(backups.url)
    const begin = async (kind: BackupRun['kind']): Promise<void> => {
      const id = deps.newId()
      await insertRun(db, { id, kind, state: 'running', place: backups.store.place, at: at() })
      await work(deps, backups, { id, kind }, signal, stillAlone)
    }
    for (let asked; !signal.aborted && (asked = await takeUpWaiting(db, backups.store.place, at()));)
      await work(deps, backups, asked, signal, stillAlone)
    const past = async (kind: BackupRun['kind']) => ({
      good: await newestRun(db, kind, ['done']),
      last: await newestRun(db, kind, ['done', 'failed']),
    })
    const taken = await past('backup')
    if (!signal.aborted && isBackupDue(deps.now(), backups.at, taken)) await begin('backup')
    const hasBackup = (await newestRun(db, 'backup', ['done'])) !== null
    if (!signal.aborted && hasBackup && backups.at !== null && isDrillDue(deps.now(), await past('drill')))
      await begin('drill')
  })
  return signal.aborted ? 'again' : 'done'
}

/**
 * Takes a backup now, whatever is owed, and keeps how it went.
 *
 * @returns null where another process is at work
 * @throws BackupFault, or what the store or Postgres answered
 */
export async function backUpNow(deps: BackupDeps, backups: Backups): Promise<Made | null> {
  return aloneAtBackups(backups.url, async (stillAlone) => {
    const id = deps.newId()
    const { place } = backups.store
    const at = new Date(deps.now())
    await insertRun(deps.database.nobody, { id, kind: 'backup', state: 'running', place, at })
    const { signal } = new AbortController()
    return attempt(deps, id, signal, () => backUp(deps, backups, signal, stillAlone))
  })
}

type BackupDeps = Pick<Deps, 'database' | 'logger' | 'newId' | 'now'>
type Made = { backup: string; figures: RunFigures }
type Begun = { id: string; kind: BackupRun['kind'] }

/** A failure is kept, and told; the next one goes on. */
async function work(
  deps: Deps,
  backups: Backups,
  { id, kind }: Begun,
  signal: AbortSignal,
  stillAlone: () => Promise<void>,
): Promise<void> {
  const began = performance.now()
  try {
    const { backup } = await attempt(deps, id, signal, () =>
      kind === 'drill' ? drill(deps, backups, signal) : backUp(deps, backups, signal, stillAlone),
    )
    const seconds = (performance.now() - began) / 1_000
    deps.logger.info({ kind, backup, seconds }, 'a backup or a drill is done')
  } catch (error) {
    deps.logger.error({ err: error, kind }, 'a backup or a drill failed')
  }
}

/** Keeps how a run ended. */
async function attempt(
  { database, now }: BackupDeps,
  id: string,
  signal: AbortSignal,
  make: () => Promise<Made>,
): Promise<Made> {
  const end = (how: { backup: string | null; figures?: RunFigures; fault: RunFault | null }) =>
    endRun(database.nobody, id, { at: new Date(now()), ...how })
  let made: Made
  try {
    made = await make()
  } catch (error) {
    const { code, message } = faultOf(error)
    // One that the process gave up for its own end is owed still, and another takes it up.
    const stopped = { code: 'interrupted' as const, message: 'The process was stopped.' }
    await end({ backup: null, fault: signal.aborted ? stopped : { code, message } })
    throw error
  }
  await end({ ...made, fault: null })
  return made
}

async function backUp(
  { database, now }: BackupDeps,
  { url, store, key }: Backups,
  signal: AbortSignal,
  stillAlone: () => Promise<void>,
): Promise<Made> {
  // Remains first: what a full disk needs most is room.
  await clearRemains(store)
  const manifest = await takeBackup({ url, store, key, now, signal, stillAlone })
  const proven = await newestRun(database.nobody, 'drill', ['done'])
  const names = await store.list()
  const kept = keepWhich(names, proven?.backup ?? null)
  for (const name of names) if (!kept.has(name)) await store.remove(name)
  await deleteRunsBefore(database.nobody, new Date(now() - RUNS_KEPT_MS))
  return {
    backup: manifest.name,
    figures: { bytes: bytesOf(manifest), rows: rowsOf(manifest), tables: manifest.tables.length },
  }
}

/** Removes what has no manifest: nobody is writing it, since whoever works at backups does it alone. */
async function clearRemains(store: Store): Promise<void> {
  for (const name of await store.list())
    if ((await store.read(name, MANIFEST)) === null) await store.remove(name)
}
