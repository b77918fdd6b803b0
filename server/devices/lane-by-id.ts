import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import type { CallerDevice } from '../http/caller.ts'
import { deviceById } from './queries.ts'

/** A lane of the business, revoked or not: what it wrote before it was shut out, or lost, still counts. */
export async function laneById(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<CallerDevice | undefined> {
  const device = await deviceById(db, tenantId, id)
  return device && { id: device.id, branchId: device.branchId, code: device.code }
}
