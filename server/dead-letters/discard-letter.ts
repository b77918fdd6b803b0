import type { DiscardBody } from '../../shared/sync/dead-letter.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { closeLetters, lockLetters } from './queries.ts'

/**
 * Closes a letter for good: its payload is kept, and refused whoever sends it again. Who, when and why is on the
 * letter and in the audit log.
 *
 * @throws ApiError dead-letter/unknown, dead-letter/not-open
 */
export async function discardLetter(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  id: string,
  { reason }: DiscardBody,
): Promise<void> {
  const [letter] = await lockLetters(tx, tenantId, [id])
  if (!letter) throw new ApiError('dead-letter/unknown')
  if (letter.state !== 'open') throw new ApiError('dead-letter/not-open', { state: letter.state })
  const at = new Date(deps.now()).toISOString()
  await closeLetters(tx, tenantId, [{ id, state: 'discarded', at, by: userId, reason }])
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at,
      actorId: userId,
      deviceId: letter.deviceId,
      action: 'dead-letter.discarded',
      subject: letter.collection,
      subjectId: letter.documentId,
      details: { letterId: id, cause: letter.code, reason },
    },
  ])
}
