import type { Device, DeviceChange } from '../../shared/access/session.ts'
import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { laneById } from './lane-by-id.ts'
import { writeName } from './queries.ts'

/**
 * Gives a lane another name; both are on record. Its branch and its code stay: receipts are numbered by them. The lane
 * hears of it when it next asks for the lanes of its branch.
 *
 * @throws ApiError device/unknown
 */
export async function renameDevice(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Caller,
  deviceId: string,
  { name }: DeviceChange,
): Promise<Device> {
  const known = await laneById(tx, tenantId, deviceId)
  if (!known) throw new ApiError('device/unknown')
  const { revokedAt: _, ...device } = known
  if (device.name === name) return device
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: userId,
      deviceId: null,
      action: 'device.renamed',
      subject: 'device',
      subjectId: deviceId,
      details: { before: device.name, after: name },
    },
  ])
  await writeName(tx, tenantId, deviceId, name)
  return { ...device, name }
}
