import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

export type PaceRow = {
  productId: string
  onHand: number
  velocity: number | null
  daysRemaining: number | null
  point: number | null
}

/** Locks levels of a branch as a sale does, in the order of their products (O2), with what is told of their pace. */
export async function lockPaces(
  tx: Tx,
  tenantId: string,
  branchId: string,
  productIds: readonly string[],
): Promise<PaceRow[]> {
  const { rows } = await sql<PaceRow>`
    select product_id as "productId", on_hand as "onHand", velocity, days_remaining as "daysRemaining",
      suggested_point as point
    from stock_levels
    where tenant_id = ${tenantId} and branch_id = ${branchId} and product_id = any (${[...productIds]}::uuid[])
      and not deleted
    order by product_id
    for no key update`.execute(tx)
  return rows
}

/**
 * Writes the paces of levels that are locked, each at its position: `firstSeq` for the first, and so on. Since when a
 * level has stood stays as it is: nothing was put there or taken away.
 */
export async function writePaces(
  tx: Tx,
  tenantId: string,
  branchId: string,
  paces: readonly Omit<PaceRow, 'onHand'>[],
  firstSeq: number,
): Promise<void> {
  await sql`
    update stock_levels s
    set velocity = p.velocity, days_remaining = p.days, suggested_point = p.point,
      seq = ${firstSeq}::bigint + p.place - 1
    from unnest(
      ${paces.map(({ productId }) => productId)}::uuid[], ${paces.map(({ velocity }) => velocity)}::double precision[],
      ${paces.map(({ daysRemaining }) => daysRemaining)}::double precision[],
      ${paces.map(({ point }) => point)}::integer[]
    ) with ordinality as p(id, velocity, days, point, place)
    where s.tenant_id = ${tenantId} and s.branch_id = ${branchId} and s.product_id = p.id`.execute(tx)
}
