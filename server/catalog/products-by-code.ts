import type { Product } from '../../shared/catalog/product.ts'
import type { Tx } from '../database/database.ts'
import { changedProducts, idsByCode } from './queries.ts'

/** The ids of products here that have one of these SKUs or barcodes; they are not locked. */
export async function productsByCode(
  tx: Tx,
  tenantId: string,
  codes: { skus: readonly string[]; barcodes: readonly string[] },
): Promise<string[]> {
  return idsByCode(tx, tenantId, codes)
}

/** What the log says of products behind a position, in its order; deleted ones are among them. */
export async function productsSince(
  tx: Tx,
  tenantId: string,
  seq: number,
  limit: number,
): Promise<Product[]> {
  return changedProducts(tx, tenantId, seq, limit)
}
