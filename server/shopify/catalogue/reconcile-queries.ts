import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** When a product had changed there when it was last read, ISO 8601, and whether that was long after. */
export type Known = { at: string; isSure: boolean }

/** Of each linked product of Shopify's what is known, by its number. */
export async function productTimes(tx: Tx, tenantId: string): Promise<Map<string, Known>> {
  const { rows } = await sql<{ id: string; at: Date; isSure: boolean }>`
    select shop_product_id as id, min(remote_updated_at) as at,
      coalesce(min(read_at - remote_updated_at) > interval '1 minute', false) as "isSure"
    from shopify_variants
    where tenant_id = ${tenantId} and gone_at is null
    group by shop_product_id`.execute(tx)
  return new Map(rows.map(({ id, at, isSure }) => [id, { at: at.toISOString(), isSure }]))
}
