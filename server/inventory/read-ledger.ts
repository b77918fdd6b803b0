import type { Ledger } from '../../shared/inventory/ledger.ts'
import { branchById } from '../branches/branch-by-id.ts'
import { productName } from '../catalog/product-name.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../http/api-error.ts'
import { ledgerOf, levelOf } from './ledger-queries.ts'

/**
 * What the ledger tells of a product at a branch, newest first.
 *
 * @throws ApiError branch/unknown, product/unknown
 */
export async function readLedger(
  deps: Deps,
  tenantId: string,
  key: { productId: string; branchId: string },
  page: { before: number | null; limit: number },
): Promise<Ledger> {
  const db = deps.database.tenant(tenantId)
  const [branch, product] = await Promise.all([
    branchById(db, tenantId, key.branchId),
    productName(db, tenantId, key.productId),
  ])
  if (!branch) throw new ApiError('branch/unknown')
  if (!product) throw new ApiError('product/unknown')
  const [rows, onHand] = await Promise.all([ledgerOf(db, tenantId, key, page), levelOf(db, tenantId, key)])
  const entries = rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }))
  const last = entries.at(-1)
  return {
    product,
    branch: { id: branch.id, code: branch.code, name: branch.name },
    onHand,
    entries,
    next: last && entries.length === page.limit ? last.seq : null,
  }
}
