import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { keepOneAdmin } from './keep-one-admin.ts'
import { markDisabled } from './queries.ts'
import { endSessionsOf } from './session-queries.ts'

/**
 * Switches an account off and ends its sessions (A2). The edge tells the nodes after the commit.
 *
 * @throws ApiError request/not-found; user/last-admin; access/forbidden for one's own account, which would lock a business out
 */
export async function disableUser(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  userId: string,
): Promise<{ disabledAt: string }> {
  if (userId === caller.userId)
    throw new ApiError('access/forbidden', { reason: 'Nobody can switch off their own account.' })
  await keepOneAdmin(tx, caller.tenantId, userId)
  const at = new Date(deps.now())
  const disabledAt = await markDisabled(tx, caller.tenantId, userId, at)
  if (!disabledAt) throw new ApiError('request/not-found')
  await endSessionsOf(tx, caller.tenantId, userId, at)
  await writeAudit(tx, caller.tenantId, [
    {
      id: deps.newId(),
      at: at.toISOString(),
      actorId: caller.userId,
      deviceId: null,
      action: 'user.disabled',
      subject: 'user',
      subjectId: userId,
      details: {},
    },
  ])
  return { disabledAt: disabledAt.toISOString() }
}
