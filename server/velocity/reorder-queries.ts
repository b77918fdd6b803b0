import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { DemandClass } from '../../shared/velocity/demand-class.ts'
import type { Supply } from '../../shared/velocity/plan-orders.ts'
import type { TestSums } from '../../shared/velocity/back-test.ts'
import type { Schema } from '../database/schema.ts'
import { isOpen } from '../branches/open-ones.ts'
import { isKept, reorderPoint } from '../inventory/reorder-point.ts'

export type ShelfRow = {
  branchId: string
  productId: string
  title: string
  sku: string
  category: string
  vendor: string
  onHand: number
  byHand: number | null
  suggested: number | null
  kind: DemandClass | null
  perDay: number | null
  dailySpread: number | null
  spreadPerDay: number | null
  /** Whether it is among those asked for, and not only a branch that might give. */
  isLacking: boolean
}

/** At most `limit` shelves, those behind the first `offset`. */
export type Page = { limit: number; offset: number }

/**
 * A page of the shelves at or below their point, the soonest empty first, with the shelves of the same products
 * at the other branches, and how many lack in all. A point that somebody set stands before the suggested one.
 */
export async function lackingShelves(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string | null,
  { limit, offset }: Page,
): Promise<{ count: number; shelves: ShelfRow[] }> {
  const { rows } = await sql<ShelfRow & { count: number }>`
    with lacking as (
      select l.branch_id, l.product_id, (count(*) over ())::integer as count
      from stock_levels l
      join branches b on b.tenant_id = l.tenant_id and b.id = l.branch_id
      join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
      where l.tenant_id = ${tenantId} and ${isKept}
        and l.on_hand <= ${reorderPoint}
        and (l.reorder_point > 0 or l.velocity > 0)
        ${branchId === null ? sql`` : sql`and l.branch_id = ${branchId}`}
      order by l.days_remaining nulls last, l.velocity desc nulls last, l.product_id, l.branch_id
      limit ${limit} offset ${offset}
    ), goods as (
      select distinct product_id from lacking
    )
    select l.branch_id as "branchId", l.product_id as "productId", p.title, p.sku, p.category, p.vendor,
      l.on_hand as "onHand", l.reorder_point as "byHand", l.suggested_point as suggested, v.kind,
      v.per_day as "perDay", v.daily_spread as "dailySpread", v.spread_per_day as "spreadPerDay",
      lacking.branch_id is not null as "isLacking", coalesce(lacking.count, 0) as count
    from goods
    join stock_levels l on l.tenant_id = ${tenantId} and l.product_id = goods.product_id and not l.deleted
    join branches b on b.tenant_id = l.tenant_id and b.id = l.branch_id and ${isOpen}
    join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
    left join velocities v on v.tenant_id = l.tenant_id and v.branch_id = l.branch_id and v.product_id = l.product_id
    left join lacking on lacking.branch_id = l.branch_id and lacking.product_id = l.product_id
    order by l.days_remaining nulls last, l.velocity desc nulls last, l.product_id, l.branch_id`.execute(db)
  const count = rows.find((row) => row.count > 0)?.count ?? 0
  return { count, shelves: rows.map(({ count: _, ...row }) => row) }
}

/** The shelves of one product, at every branch. */
export async function shelvesOf(
  db: Kysely<Schema>,
  tenantId: string,
  productId: string,
): Promise<Omit<ShelfRow, 'isLacking'>[]> {
  const { rows } = await sql<Omit<ShelfRow, 'isLacking'>>`
    select l.branch_id as "branchId", l.product_id as "productId", p.title, p.sku, p.category, p.vendor,
      l.on_hand as "onHand", l.reorder_point as "byHand", l.suggested_point as suggested, v.kind,
      v.per_day as "perDay", v.daily_spread as "dailySpread", v.spread_per_day as "spreadPerDay"
    from stock_levels l
    join branches b on b.tenant_id = l.tenant_id and b.id = l.branch_id and ${isOpen}
    join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
    left join velocities v on v.tenant_id = l.tenant_id and v.branch_id = l.branch_id and v.product_id = l.product_id
    where l.tenant_id = ${tenantId} and l.product_id = ${productId} and not l.deleted`.execute(db)
  return rows
}

export type NightOf = {
  branchId: string
  name: string
  settings: unknown
  endedAt: Date | null
  supply: Supply | null
  test: TestSums | null
}

/** The branches with what their last night said of itself. */
export async function nightsOf(db: Kysely<Schema>, tenantId: string): Promise<NightOf[]> {
  const { rows } = await sql<NightOf>`
    select b.id as "branchId", b.name, b.settings, n.ended_at as "endedAt", n.supply, n.test
    from branches b
    left join velocity_nights n on n.tenant_id = b.tenant_id and n.branch_id = b.id
    where b.tenant_id = ${tenantId} and ${isOpen}
    order by b.code`.execute(db)
  return rows
}
