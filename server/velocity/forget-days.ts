import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import { inChunks } from '../database/in-chunks.ts'
import type { Schema } from '../database/schema.ts'
import { WINDOW } from './days-of-branch.ts'

/** Two days longer than is looked back: a branch may be a day behind. */
const KEPT_MS = (WINDOW + 2) * 86_400_000

/** Deletes the days that no forecast looks back to any more, of a business's products and of its branches. */
export async function forgetDays(db: Kysely<Schema>, tenantId: string, now: number): Promise<void> {
  const before = new Date(now - KEPT_MS).toISOString().slice(0, 10)
  await inChunks(db, (tx) => deleteDays(tx, tenantId, before))
  await inChunks(db, (tx) => deleteBranchDays(tx, tenantId, before))
}

async function deleteDays(tx: Tx, tenantId: string, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from daily_sales where tenant_id = ${tenantId} and (branch_id, product_id, day) in (
      select branch_id, product_id, day from daily_sales
      where tenant_id = ${tenantId} and day < ${before}::date
      limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

async function deleteBranchDays(tx: Tx, tenantId: string, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from branch_days where tenant_id = ${tenantId} and (branch_id, day) in (
      select branch_id, day from branch_days where tenant_id = ${tenantId} and day < ${before}::date
      limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
