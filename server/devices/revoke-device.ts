import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { markRevoked } from './queries.ts'

/**
 * Shuts a device out for good (A2). What it has not sent stays on it, to be exported. The edge tells the nodes after
 * the commit, which also closes its socket.
 *
 * @throws ApiError request/not-found
 */
export async function revokeDevice(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  deviceId: string,
): Promise<{ revokedAt: string }> {
  const at = new Date(deps.now())
  const revokedAt = await markRevoked(tx, caller.tenantId, deviceId, at)
  if (!revokedAt) throw new ApiError('request/not-found')
  await writeAudit(tx, caller.tenantId, [
    {
      id: deps.newId(),
      at: at.toISOString(),
      actorId: caller.userId,
      deviceId: null,
      action: 'device.revoked',
      subject: 'device',
      subjectId: deviceId,
      details: {},
    },
  ])
  return { revokedAt: revokedAt.toISOString() }
}
