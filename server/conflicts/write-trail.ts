import type { AssignBody, NoteBody } from '../../shared/conflicts/desk-case.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { caseById, mayHaveCases } from './queries.ts'

/**
 * Adds a note to the trail of a case, open or not.
 *
 * @throws ApiError case/unknown
 */
export async function noteOnCase(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  id: string,
  { text }: NoteBody,
): Promise<void> {
  await addToTrail(tx, deps, caller, id, { action: 'case.note', details: { text } })
}

/**
 * Gives a case to somebody, or back to whoever is free. The last word counts, and all are on the trail.
 *
 * @throws ApiError case/unknown, case/not-yours
 */
export async function assignCase(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  id: string,
  { userId }: AssignBody,
): Promise<void> {
  if (userId !== null && !(await mayHaveCases(tx, caller.tenantId, userId)))
    throw new ApiError('case/not-yours')
  await addToTrail(tx, deps, caller, id, { action: 'case.assigned', details: { userId } })
}

async function addToTrail(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  id: string,
  said: { action: string; details: Record<string, unknown> },
): Promise<void> {
  const found = await caseById(tx, tenantId, id)
  if (!found) throw new ApiError('case/unknown')
  const at = new Date(deps.now()).toISOString()
  const subject = found.kind === 'order' ? 'orders' : 'stockMovements'
  await writeAudit(tx, tenantId, [
    { id: deps.newId(), at, actorId: userId, deviceId: null, subject, subjectId: id, ...said },
  ])
}
