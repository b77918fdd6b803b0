import type { BasisPoints } from '../../shared/basics/scalars.ts'
import type { Tx } from '../database/database.ts'
import { branchesOf } from './queries.ts'

/** The rate of a product of which nothing else is said: that of the business, as every branch's document has it. */
export async function standardTaxRate(tx: Tx, tenantId: string): Promise<BasisPoints> {
  const [first] = await branchesOf(tx, tenantId)
  return first?.settings.defaultTaxRate ?? (0 as BasisPoints)
}
