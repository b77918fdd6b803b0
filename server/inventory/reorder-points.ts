import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { lockLevels } from './queries.ts'

/**
 * Locks the levels of products at a branch, as a sale does, and says where each one's reorder point stands; null
 * where there is none, or no level yet.
 */
export async function holdReorderPoints(
  tx: Tx,
  tenantId: string,
  branchId: string,
  productIds: readonly string[],
): Promise<Map<string, number | null>> {
  await lockLevels(
    tx,
    tenantId,
    productIds.map((productId) => ({ branchId, productId })),
  )
  const { rows } = await sql<{ id: string; point: number | null }>`
    select product_id as id, reorder_point as point from stock_levels
    where tenant_id = ${tenantId} and branch_id = ${branchId}
      and product_id = any (${[...productIds]}::uuid[])`.execute(tx)
  const found = new Map(rows.map(({ id, point }) => [id, point]))
  return new Map(productIds.map((id) => [id, found.get(id) ?? null]))
}

/**
 * Sets reorder points of products that `holdReorderPoints` locked; a product new to the branch gets its level, with
 * nothing on hand. Positions are taken by the caller: `firstSeq` for the first, and so on in their order.
 *
 * @param at ISO 8601
 */
export async function setReorderPoints(
  tx: Tx,
  tenantId: string,
  branchId: string,
  points: readonly { id: string; value: unknown }[],
  firstSeq: number,
  at: string,
): Promise<void> {
  const rows = points.map(({ id, value }, index) => ({ id, value, seq: firstSeq + index }))
  await sql`
    insert into stock_levels (tenant_id, branch_id, product_id, on_hand, reorder_point, updated_at, seq)
    select ${tenantId}, ${branchId}, e.id, 0, e.value, ${at}, e.seq
    from json_to_recordset(${JSON.stringify(rows)}) as e(id uuid, value integer, seq bigint)
    on conflict (tenant_id, branch_id, product_id) do update
      set reorder_point = excluded.reorder_point, updated_at = excluded.updated_at, seq = excluded.seq`.execute(
    tx,
  )
}
