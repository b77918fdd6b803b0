import type { Product } from '../../shared/catalog/product.ts'
import type { Tx } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { settleMerged, takeTurns } from '../sync/settle-merged.ts'
import { lockProducts } from './queries.ts'
import { mergedProducts } from './replication.ts'

/** Who edits products without a device: for the audit log. */
export type Editor = { tenantId: string; userId: string }

/** A product as it shall be, and as it was when that was decided; null for one that is new. */
export type ProductMerge = { product: Product; assumed: Product | null }

/**
 * Holds products for an edit until the commit, in the order in which a push locks them, and says how they stand. An
 * id that nobody has yet is held, too: whoever else creates it waits.
 */
export async function holdForMerge(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Product[]> {
  const wanted = [...new Set(ids)].toSorted()
  if (wanted.length === 0) return []
  await takeTurns(tx, tenantId, wanted)
  return lockProducts(tx, tenantId, wanted)
}

/**
 * Edits or creates whole products in the caller's transaction as a push of them would: field by field against what
 * was assumed (M4), one position each, none for what changes nothing (L1, L4). At most 500 at a time (L6).
 */
export async function mergeProducts(
  tx: Tx,
  deps: Deps,
  { tenantId, userId }: Editor,
  edits: readonly ProductMerge[],
): Promise<void> {
  const caller = { tenantId, userId, role: 'ADMIN', branchId: null, sessionId: '' } as const
  await settleMerged(
    tx,
    deps,
    mergedProducts,
    edits.map(({ product, assumed }) => ({
      document: product,
      // Not kept: only what a device sent without having heard of the server is told from its repeat by it.
      fingerprint: fingerprintOf(product.id),
      raw: product,
      assumed: assumed ?? {},
      caller,
      device: null,
    })),
  )
}
