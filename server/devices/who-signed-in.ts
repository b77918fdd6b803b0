import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Caller, CallerDevice } from '../http/caller.ts'

/** Whether a person may be named on what a lane wrote: the caller, or anybody who ever signed in there (A3). */
export type MayBeNamed = (written: Written, userId: string) => boolean

/** A document as far as who brought it and from which lane. */
type Written = { caller: Caller; device: CallerDevice | null }

/**
 * Who may be named on the documents of a batch (A3): who pushes a queue in the morning need not be who worked the
 * evening before.
 */
export async function whoSignedIn(
  tx: Tx,
  tenantId: string,
  batch: readonly Pick<Written, 'device'>[],
): Promise<MayBeNamed> {
  const deviceIds = [...new Set(batch.flatMap(({ device }) => (device ? [device.id] : [])))]
  const { rows } = await sql<{ pair: string }>`
    select device_id || ':' || user_id as pair from device_users
    where tenant_id = ${tenantId} and device_id = any (${deviceIds}::uuid[])`.execute(tx)
  const pairs = new Set(rows.map((row) => row.pair))
  return ({ caller, device }, userId) =>
    userId === caller.userId || (device !== null && pairs.has(`${device.id}:${userId}`))
}
