import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { nameOfProduct } from './queries.ts'

/** What a product is called, archived or not; undefined where there is no such product. */
export async function productName(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<{ id: string; title: string; sku: string } | undefined> {
  return nameOfProduct(db, tenantId, id)
}
