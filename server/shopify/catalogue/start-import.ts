import { writeAudit } from '../../audit/write-audit.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import {
  endImport,
  holdConnection,
  insertImport,
  isImporting,
  lockImport,
  resumeImport,
} from './import-queries.ts'
import { clearNameless } from './queries.ts'

/**
 * Starts an import of the whole catalogue, or of what changed since the last one; of all of it where there was none.
 * The lane does it piece by piece; one at a time.
 *
 * @returns its id
 * @throws ApiError shopify/not-connected, shopify/import-running
 */
export async function startImport(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  kind: 'full' | 'changed',
): Promise<string> {
  const { tenantId, userId } = caller
  const connection = await holdConnection(tx, tenantId)
  if (!connection) throw new ApiError('shopify/not-connected')
  if (await isImporting(tx, tenantId)) throw new ApiError('shopify/import-running')
  const since = kind === 'changed' ? connection.productsSince : null
  const id = deps.newId()
  await insertImport(tx, tenantId, {
    id,
    kind: since === null ? 'full' : 'changed',
    since,
    askedBy: userId,
    at: new Date(deps.now()).toISOString(),
  })
  if (since === null) await clearNameless(tx, tenantId)
  await note(tx, deps, caller, 'shopify.import-started', id)
  return id
}

/**
 * Ends an import between two commits. What it took over stays.
 *
 * @throws ApiError shopify/import-unknown, shopify/import-ended
 */
export async function cancelImport(tx: Tx, deps: Deps, caller: Caller, id: string): Promise<void> {
  const found = await lockImport(tx, caller.tenantId, id)
  if (!found) throw new ApiError('shopify/import-unknown')
  if (found.state !== 'running') throw new ApiError('shopify/import-ended', { state: found.state })
  await endImport(tx, caller.tenantId, id, 'cancelled', new Date(deps.now()).toISOString())
  await note(tx, deps, caller, 'shopify.import-cancelled', id)
}

/**
 * A failed import goes on where it was.
 *
 * @throws ApiError shopify/import-unknown, shopify/import-not-failed, shopify/import-running
 */
export async function retryImport(tx: Tx, deps: Deps, caller: Caller, id: string): Promise<void> {
  if (!(await holdConnection(tx, caller.tenantId))) throw new ApiError('shopify/not-connected')
  const found = await lockImport(tx, caller.tenantId, id)
  if (!found) throw new ApiError('shopify/import-unknown')
  if (found.state !== 'failed') throw new ApiError('shopify/import-not-failed', { state: found.state })
  if (await isImporting(tx, caller.tenantId)) throw new ApiError('shopify/import-running')
  await resumeImport(tx, caller.tenantId, id)
  await note(tx, deps, caller, 'shopify.import-retried', id)
}

async function note(tx: Tx, deps: Deps, caller: Caller, action: string, id: string): Promise<void> {
  await writeAudit(tx, caller.tenantId, [
    {
      id: deps.newId(),
      at: new Date(deps.now()).toISOString(),
      actorId: caller.userId,
      deviceId: null,
      action,
      subject: 'shopify-import',
      subjectId: id,
      details: {},
    },
  ])
}
