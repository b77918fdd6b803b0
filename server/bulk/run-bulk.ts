import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import type { JobEnd, JobRun } from '../jobs/jobs.ts'
import { noteEnd } from './note-end.ts'
import { endOperation, nextOperation, operationById } from './queries.ts'
import { runChunk } from './run-chunk.ts'

/**
 * Works off a business's bulk operations, one after the other, chunk by chunk: each chunk is a commit of its own, and
 * every device hears of it at once. Where the process stops, the next worker goes on with the next chunk. What fails
 * again and again stops its operation, with the reason, and lets the others go on.
 */
export async function runBulk(
  deps: Deps,
  { data: { tenantId }, signal, isLastTry }: JobRun<'bulk.run'>,
): Promise<JobEnd> {
  const db = deps.database.tenant(tenantId)
  for (;;) {
    const id = await nextOperation(db, tenantId)
    if (id === null) return 'done'
    try {
      for (let more = true; more;) {
        if (signal.aborted) return 'again'
        more = await inTransaction(db, (tx) => runChunk(tx, deps, tenantId, id))
        deps.news.logMoved(tenantId)
      }
    } catch (error) {
      if (!isLastTry) throw error
      await stopOperation(deps, tenantId, id, error)
    }
  }
}

async function stopOperation(deps: Deps, tenantId: string, id: string, error: unknown): Promise<void> {
  deps.logger.error({ err: error, operation: id }, 'a bulk operation stopped')
  const fault = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
  await inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const row = await operationById(tx, tenantId, id)
    await endOperation(tx, tenantId, id, 'stopped', new Date(deps.now()), fault)
    if (row) await noteEnd(tx, deps, tenantId, id, row.createdBy)
  })
}
