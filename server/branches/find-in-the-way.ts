import { sql } from 'kysely'
import type { InTheWay } from '../../shared/branches/closing.ts'
import type { Tx } from '../database/database.ts'

/** What stands in the way of closing a branch now. */
export async function findInTheWay(tx: Tx, tenantId: string, branchId: string): Promise<InTheWay> {
  const here = sql`tenant_id = ${tenantId} and branch_id = ${branchId}`
  const { rows } = await sql<InTheWay>`
    select
      (select count(*) from devices where ${here} and revoked_at is null
        and (report ->> 'waiting')::bigint > 0)::integer as "unsentLanes",
      (select count(*) from shifts where ${here} and closed_at is null and not deleted)::integer as "openShifts",
      (select count(*) from parked_sales where ${here} and not deleted)::integer as "parkedSales",
      ((select count(*) from orders where ${here} and status = 'conflict')
        + (select count(*) from movement_conflicts where ${here} and settled_at is null))::integer as cases,
      (select count(*) from dead_letters where ${here} and state = 'open')::integer as "deadLetters",
      stock.products, stock.pieces,
      (select count(*) from shopify_locations where ${here})::integer as locations,
      not exists (select from branches where tenant_id = ${tenantId} and id <> ${branchId}
        and not deleted and settings ->> 'closedAt' is null) as "isLast"
    from (
      select count(*)::integer as products, coalesce(sum(on_hand), 0)::integer as pieces
      from stock_levels where ${here} and not deleted and on_hand > 0
    ) stock`.execute(tx)
  const [found] = rows
  if (!found) throw new Error('an aggregate gave no row')
  return found
}
