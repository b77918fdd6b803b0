import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'

/** A product's days at a branch, each packed into one number (see `PACKED`). */
export type PackedDays = { productId: string; category: string; days: string }

/** So wide are the parts of a packed day, from the lowest: what `layOut` takes apart again. */
export const PACKED = { minute: 2_048, noMinute: 2_047, unmoved: 2_046, sold: 65_536 } as const

/**
 * The days of a branch's products, one row a product: half a million short rows would take longer to read than to
 * reckon with. A day on which the shelf was never found empty is one number: its number since `from`, and the pieces
 * sold less those brought back. Another one follows a minus sign, with what lay there before and after, and the minutes
 * at which it was filled and emptied, as lower parts. On a day that has sales of lanes that came later, and no movement
 * of its own, the shelf held what it held: its minutes say `unmoved`.
 *
 * @param from the first day, as 2026-11-21
 * @param to the last day
 * @param productIds these alone; all of the branch by default
 */
export async function packedDays(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string,
  { from, to, productIds }: { from: string; to: string; productIds?: readonly string[] },
): Promise<PackedDays[]> {
  const { rows } = await sql<PackedDays>`
    with packed as (
      select product_id, string_agg(case when opening > 0 and closing > 0
          then ((day - ${from}::date) * 65536 + least(greatest(sold - returned, 0), 65535))::text
          else '-' || ((((((day - ${from}::date)::bigint * 65536
            + least(greatest(sold - returned, 0), 65535)) * 2
            + coalesce(opening > 0, false)::integer) * 2
            + coalesce(closing > 0, false)::integer) * 2048
            + case when closing is null then 2046 else coalesce(filled_at, 2047) end) * 2048
            + coalesce(emptied_at, 2047))::text
        end, ' ') as days
      from daily_sales
      where tenant_id = ${tenantId} and branch_id = ${branchId} and day between ${from}::date and ${to}::date
        ${productIds ? sql`and product_id = any (${[...productIds]}::uuid[])` : sql``}
      group by product_id
    )
    select packed.product_id as "productId", p.category, packed.days
    from packed
    join products p on p.tenant_id = ${tenantId} and p.id = packed.product_id
    where not p.deleted`.execute(db)
  return rows
}

export type BranchDay = { day: number; sales: number; first: number; last: number }

/** What a branch sold day by day, days counted from `from`. */
export async function branchDays(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string,
  { from, to }: { from: string; to: string },
): Promise<BranchDay[]> {
  const { rows } = await sql<BranchDay>`
    select day - ${from}::date as day, sales, first_at as first, last_at as last
    from branch_days
    where tenant_id = ${tenantId} and branch_id = ${branchId} and day between ${from}::date and ${to}::date
    order by day`.execute(db)
  return rows
}
