import type { PinFailure } from '../../shared/access/lane-people.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'

/**
 * Puts the wrong PINs of a lane on record: who was meant, what for, how often, from when to when by the lane's clock.
 * Nobody is named as actor, since nobody knows who pressed the keys; who reported it is in the details.
 */
export async function notePinFailures(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  device: CallerDevice,
  failures: readonly PinFailure[],
): Promise<{ recorded: number }> {
  const at = new Date(deps.now()).toISOString()
  await writeAudit(
    tx,
    caller.tenantId,
    failures.map(({ personId, ...details }) => ({
      id: deps.newId(),
      at,
      actorId: null,
      deviceId: device.id,
      action: 'pin.failed',
      subject: 'user',
      subjectId: personId,
      details: { ...details, reportedBy: caller.userId },
    })),
  )
  return { recorded: failures.length }
}
