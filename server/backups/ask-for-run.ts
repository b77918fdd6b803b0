import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../http/caller.ts'
import { hasOpen, insertRun } from './queries.ts'

/**
 * Asks for a backup now, or for a trial restore of the newest one: the next worker does it. Where one waits already, or
 * is at work, nothing more is asked for.
 *
 * @returns whether it was asked for by this
 */
export async function askForRun(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  kind: 'backup' | 'drill',
): Promise<boolean> {
  if (await hasOpen(tx, kind)) return false
  const at = new Date(deps.now())
  const id = deps.newId()
  await insertRun(tx, { id, kind, state: 'waiting', place: null, at })
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: at.toISOString(),
      actorId: userId,
      deviceId: null,
      action: `${kind}.asked`,
      subject: 'backups',
      subjectId: id,
      details: {},
    },
  ])
  await deps.jobs.send(tx, 'backups.wake', {})
  return true
}
