import type { Kysely } from 'kysely'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Schema } from '../database/schema.ts'
import { branchesOf } from './queries.ts'

/** One branch of a business, or undefined. */
export async function branchById(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<Branch | undefined> {
  return (await branchesOf(db, tenantId)).find((branch) => branch.id === id)
}
