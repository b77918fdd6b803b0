import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { failuresCsv } from './failures-csv.ts'
import { operationDocument } from './operation-document.ts'
import { latestOperations, operationById } from './queries.ts'
import { failedProducts } from './chunks.ts'

const LATEST = 50

/** The newest operations first. */
export async function listBulk(deps: Deps, tenantId: string): Promise<BulkOperation[]> {
  const rows = await latestOperations(deps.database.tenant(tenantId), tenantId, LATEST)
  return rows.map(operationDocument)
}

/** @throws ApiError bulk/unknown */
export async function readBulk(deps: Deps, tenantId: string, id: string): Promise<BulkOperation> {
  const row = await operationById(deps.database.tenant(tenantId), tenantId, id)
  if (!row) throw new ApiError('bulk/unknown')
  return operationDocument(row)
}

/**
 * The failures of an operation as CSV.
 *
 * @throws ApiError bulk/unknown
 */
export async function readFailures(deps: Deps, tenantId: string, id: string): Promise<string> {
  await readBulk(deps, tenantId, id)
  return failuresCsv(await failedProducts(deps.database.tenant(tenantId), tenantId, id))
}
