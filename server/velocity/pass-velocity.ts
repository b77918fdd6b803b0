import { sql } from 'kysely'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import { isBehind } from './days-queries.ts'
import { keepDays } from './keep-days.ts'
import { branchClocks, noteReckoned, progressOf } from './night-queries.ts'
import { isDue } from './nights.ts'
import { reckonBranch } from './reckon-branch.ts'
import { reckonTouched } from './reckon-touched.ts'

/**
 * A pass over a business: reads what the ledger says that was not read yet, then reckons branches whose night has come
 * as a whole, and in the others what has moved. Each step notes how far it came; where the process stops, the next
 * pass goes on from there.
 */
export async function passVelocity(
  deps: Deps,
  { data: { tenantId }, signal }: Pick<JobRun<'velocity.pass'>, 'data' | 'signal'>,
): Promise<JobEnd> {
  const db = deps.database.tenant(tenantId)
  if (!(await keepDays(db, tenantId, { signal }))) return signal.aborted ? 'again' : 'done'
  const progress = await progressOf(db, tenantId)
  if (!progress) return 'done'
  const clocks = await branchClocks(db, tenantId, new Date(deps.now()))
  const due = clocks.filter(isDue)
  for (const clock of due) {
    if (signal.aborted) return 'again'
    await reckonBranch(deps, tenantId, clock, signal)
  }
  if (!signal.aborted && due.length === clocks.length)
    await inTransaction(db, (tx) => noteReckoned(tx, tenantId, progress.seq))
  else await reckonTouched(deps, tenantId, clocks, progress, signal)
  return signal.aborted ? 'again' : 'done'
}

/** Asks for a pass over every business whose ledger has moved, or whose night has come. */
export async function wakeVelocity(deps: Deps): Promise<JobEnd> {
  const { rows } = await sql<{ id: string }>`select tenant_ids() as id`.execute(deps.database.nobody)
  for (const { id } of rows) {
    try {
      await wake(deps, id)
    } catch (error) {
      // The next time asks again.
      deps.logger.warn({ err: error, tenantId: id }, 'no forecast was asked for')
    }
  }
  deps.jobs.nudge('velocity.pass')
  return 'done'
}

async function wake(deps: Deps, tenantId: string): Promise<void> {
  const db = deps.database.tenant(tenantId)
  const hasWork =
    (await isBehind(db, tenantId)) ||
    ((await progressOf(db, tenantId)) !== null &&
      (await branchClocks(db, tenantId, new Date(deps.now()))).some(isDue))
  if (hasWork) await inTransaction(db, (tx) => deps.jobs.send(tx, 'velocity.pass', { tenantId }))
}
