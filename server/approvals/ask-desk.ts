import type { Asked, AskBody } from '../../shared/approvals/ask.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { whoSignedIn } from '../devices/who-signed-in.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'
import { takePositions } from '../log/take-positions.ts'
import { insertAsked, lockAsked } from './queries.ts'
import { askedOf } from './read-asked.ts'

/**
 * Puts a lane's question before the desk. The log tells of it, so that it is seen there at once. Of the lane and its
 * people nothing is believed that the token and the device do not say (A3).
 *
 * @throws ApiError device/required, approval/stranger, approval/known
 */
export async function askDesk(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  device: CallerDevice | null,
  body: AskBody,
): Promise<Asked> {
  if (!device) throw new ApiError('device/required')
  const { tenantId } = caller
  const mayBeNamed = await whoSignedIn(tx, tenantId, [{ device }])
  if (!mayBeNamed({ caller, device }, body.cashierId)) throw new ApiError('approval/stranger')
  if ((await lockAsked(tx, tenantId, [body.id])).length > 0) throw new ApiError('approval/known')
  const askedAt = new Date(deps.now())
  const { kind, what, before, after, currency, reason, details } = body
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: askedAt.toISOString(),
      actorId: body.cashierId,
      deviceId: device.id,
      action: 'approval.asked',
      subject: 'approvals',
      subjectId: body.id,
      details: { kind, what, before, after, currency, reason, details },
    },
  ])
  const seq = await takePositions(tx, tenantId, [['approvals', 1]])
  await insertAsked(tx, tenantId, { ...body, branchId: device.branchId, deviceId: device.id, askedAt, seq })
  return askedOf(tx, deps, tenantId, body.id)
}
