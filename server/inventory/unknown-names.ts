import type { Tx } from '../database/database.ts'
import { existingBranches, existingProducts } from './queries.ts'

/** Those of the products named that the catalogue does not have. */
export async function unknownProducts(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const known = new Set(await existingProducts(tx, tenantId, [...new Set(ids)]))
  return [...new Set(ids)].filter((id) => !known.has(id))
}

/** Those of the branches named that the business does not have. */
export async function unknownBranches(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const known = new Set(await existingBranches(tx, tenantId, [...new Set(ids)]))
  return [...new Set(ids)].filter((id) => !known.has(id))
}
