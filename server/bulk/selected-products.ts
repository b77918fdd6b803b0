import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { BulkProduct } from '../../shared/bulk/apply-operation.ts'
import type { Selection } from '../../shared/bulk/selection.ts'
import { selected } from '../catalog/selected.ts'
import type { Tx } from '../database/database.ts'

export type Counted = { count: number; hash: string }

/** What a selection holds now. */
export async function countSelected(tx: Tx, tenantId: string, selection: Selection): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select ${COUNT_AND_HASH} from (${idsOf(tenantId, selection)}) matching`.execute(tx)
  return rows[0] ?? { count: 0, hash: '' }
}

/**
 * Writes down which products an operation is about, in chunks, and says what they are: counted in the
 * same statement, so that nothing can come between.
 */
export async function keepSelected(
  tx: Tx,
  tenantId: string,
  operationId: string,
  selection: Selection,
  perChunk: number,
): Promise<Counted> {
  const { rows } = await sql<Counted>`
    with matching as materialized (${idsOf(tenantId, selection)}),
    numbered as (select id, (row_number() over (order by id) - 1) / ${perChunk}::integer as number from matching),
    kept as (
      insert into bulk_chunks (tenant_id, operation_id, number, ids)
      select ${tenantId}, ${operationId}, number, array_agg(id order by id) from numbered group by number
    )
    select ${COUNT_AND_HASH} from matching`.execute(tx)
  return rows[0] ?? { count: 0, hash: '' }
}

export type PreviewedProduct = BulkProduct & { id: string; sku: string; title: string }

/** A page of the selected products in the order of their ids, with what operations look at. */
export async function pageOfSelected(
  tx: Tx,
  tenantId: string,
  selection: Selection,
  branchId: string | null,
  after: string | null,
  limit: number,
): Promise<PreviewedProduct[]> {
  const { rows } = await sql<PreviewedProduct>`
    select p.id, p.sku, p.title, p.price, p.category, p.tags, p.status, s.reorder_point as "reorderPoint",
      coalesce(s.on_hand, 0) as "onHand"
    from products p
    left join stock_levels s on s.tenant_id = p.tenant_id and s.branch_id = ${branchId} and s.product_id = p.id
    where p.tenant_id = ${tenantId} and not p.deleted and ${selected(tenantId, selection)}
      and ${after === null ? sql`true` : sql`p.id > ${after}`}
    order by p.id limit ${limit}`.execute(tx)
  return rows
}

/** How many products a selection holds, and a hash of which ones. */
const COUNT_AND_HASH = sql`
  count(*)::integer as count,
  to_hex(count(*)) || '-' || to_hex(coalesce(bit_xor(uuid_hash_extended(id, 1)), 0)) || '-' ||
    to_hex(coalesce(bit_xor(uuid_hash_extended(id, 2)), 0)) as hash`

function idsOf(tenantId: string, selection: Selection): RawBuilder<unknown> {
  return sql`
    select p.id from products p
    where p.tenant_id = ${tenantId} and not p.deleted and ${selected(tenantId, selection)}`
}
