import { writeAudit } from '../audit/write-audit.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { operationById } from './queries.ts'

/** Says in the audit log how an operation ended, and how far it came. */
export async function noteEnd(
  tx: Tx,
  deps: Deps,
  tenantId: string,
  id: string,
  actorId: string,
): Promise<void> {
  const row = await operationById(tx, tenantId, id)
  if (!row) return
  const { state, total, changed, unchanged, failed, fault } = row
  await writeAudit(tx, tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId,
      deviceId: null,
      action: `bulk.${state}`,
      subject: 'bulkOperations',
      subjectId: id,
      details: { total, changed, unchanged, failed, ...(fault === null ? {} : { fault }) },
    },
  ])
}
