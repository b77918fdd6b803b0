import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** The log as it stands: its name and its head. */
export async function logNow(tx: Tx, tenantId: string): Promise<{ epoch: string; head: number }> {
  const { rows } = await sql<{ epoch: string; head: number }>`
    select epoch, head from log_heads where tenant_id = ${tenantId}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error(`there is no log of ${tenantId}`)
  return row
}

/** Up to where one chunk of the log reaches: not further than the last of `limit` levels and of as many orders. */
export async function endOfChunk(
  tx: Tx,
  tenantId: string,
  after: number,
  limit: number,
): Promise<number | null> {
  const { rows } = await sql<{ upTo: number | null }>`
    select least(
      (select seq from stock_levels where tenant_id = ${tenantId} and seq > ${after}
       order by seq offset ${limit - 1} limit 1),
      (select seq from orders where tenant_id = ${tenantId} and seq > ${after}
       order by seq offset ${limit - 1} limit 1)) as "upTo"`.execute(tx)
  return rows[0]?.upTo ?? null
}

/** Marks the linked levels whose shelves changed within a part of the log, and those that were counted there. */
export async function markLevelsChanged(
  tx: Tx,
  tenantId: string,
  after: number,
  upTo: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    with changed as (
      select s.branch_id, s.product_id, exists (
        select from stock_movements m
        where m.tenant_id = ${tenantId} and m.product_id = s.product_id and m.seq > ${after} and m.seq <= ${upTo}
          and m.branch_id = s.branch_id and m.reason = 'recount') as counted
      from stock_levels s
      where s.tenant_id = ${tenantId} and s.seq > ${after} and s.seq <= ${upTo}
    )
    update shopify_levels l set dirty = true, counted = l.counted or c.counted
    from changed c
    join shopify_variants v on v.tenant_id = ${tenantId} and v.product_id = c.product_id and v.gone_at is null
    join shopify_locations p on p.tenant_id = ${tenantId} and p.branch_id = c.branch_id
    where l.tenant_id = ${tenantId} and l.item_id = v.item_id and l.location_id = p.id`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** The online orders that changed within a part of the log: their sales, and the sales of their refunds. */
export async function onlineSalesChanged(
  tx: Tx,
  tenantId: string,
  after: number,
  upTo: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(refund_of, id) as id from orders
    where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo} and source = 'shopify'`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Notes up to where the log was followed. */
export async function writeReader(tx: Tx, tenantId: string, seq: number): Promise<void> {
  await sql`update shopify_connections set reader_seq = ${seq} where tenant_id = ${tenantId}`.execute(tx)
}

/** Marks the levels that orders have claims at. */
export async function markLevelsOfOrders(
  tx: Tx,
  tenantId: string,
  orderIds: readonly string[],
): Promise<void> {
  await sql`
    update shopify_levels l set dirty = true
    from shopify_claims c
    where l.tenant_id = ${tenantId} and c.tenant_id = ${tenantId} and c.order_id = any (${[...orderIds]}::text[])
      and l.item_id = c.item_id and l.location_id = c.location_id`.execute(tx)
}

/** Notes that orders with refunds that are not booked yet are to be looked at again. */
export async function hintOpenRefunds(tx: Tx, tenantId: string, orderIds: readonly string[]): Promise<void> {
  await sql`
    update shopify_orders o set hinted = true
    where o.tenant_id = ${tenantId} and o.id = any (${[...orderIds]}::text[]) and exists (
      select from shopify_refunds r where r.tenant_id = ${tenantId} and r.order_id = o.id and r.is_open)`.execute(
    tx,
  )
}
