import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** What was decided about a field of a product; undefined where an entry is none of that. */
export async function decisionById(
  tx: Tx,
  tenantId: string,
  auditId: string,
): Promise<{ productId: string; details: unknown } | undefined> {
  const { rows } = await sql<{ productId: string; details: unknown }>`
    select subject_id as "productId", details from audit_log
    where tenant_id = ${tenantId} and id = ${auditId} and action = 'shopify.field-decided'`.execute(tx)
  return rows[0]
}

/** Whether a decision about a product was turned around before. */
export async function wasReversed(
  tx: Tx,
  tenantId: string,
  productId: string,
  auditId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from audit_log
    where tenant_id = ${tenantId} and subject = 'products' and subject_id = ${productId} and action = 'shopify.field-reversed'
      and details ->> 'decision' = ${auditId}
    limit 1`.execute(tx)
  return rows.length > 0
}
