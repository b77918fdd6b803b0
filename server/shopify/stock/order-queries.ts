import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'
import type { Claim, RefundRow } from './claims.ts'

/** Why an order waits or was not taken over, and what to do. */
export type OrderFault = { code: string; message: string; variants?: AskedVariant[]; locations?: string[] }

/** A variant that an order is of, with its product in Shopify. */
export type AskedVariant = { variantId: string; productId: string | null }

/** Notes that orders are to be read. */
export async function hintOrders(
  tx: Tx,
  tenantId: string,
  orders: readonly { orderId: string; name: string }[],
): Promise<void> {
  if (orders.length === 0) return
  await sql`
    insert into shopify_orders (tenant_id, id, name, hinted)
    select distinct on (o."orderId") ${tenantId}::uuid, o."orderId", o.name, true
    from jsonb_to_recordset(${JSON.stringify(orders)}) as o("orderId" text, name text)
    order by o."orderId", o.name desc
    on conflict (tenant_id, id) do update set hinted = true`.execute(tx)
}

/** Orders that are to be read, in a fixed order. */
export async function hintedOrders(tx: Tx, tenantId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from shopify_orders
    where tenant_id = ${tenantId} and hinted
    order by id
    limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Wakes the orders whose location has a branch by now, or whose products the catalogue has, or has refused. */
export async function wakeWaitingOrders(tx: Tx, tenantId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update shopify_orders o set hinted = true
    where o.tenant_id = ${tenantId} and o.fault is not null and not o.hinted
      and (o.fault ? 'locations' or o.fault ? 'variants')
      and not exists (
        select from jsonb_array_elements_text(coalesce(o.fault -> 'locations', '[]')) as wanted
        where not exists (
          select from shopify_locations p
          where p.tenant_id = ${tenantId} and p.id = wanted and p.branch_id is not null))
      and not exists (
        select
        from jsonb_to_recordset(coalesce(o.fault -> 'variants', '[]')) as asked("variantId" text, "productId" text)
        where not (${isRefused(tenantId)} or exists (
          select from shopify_variants v where v.tenant_id = ${tenantId} and v.id = asked."variantId")))`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}

/** Where an order stands. */
export type OrderState = {
  orderId: string
  name: string
  updatedAt: string | null
  cancelledAt: string | null
  hinted: boolean
  /** It was read when the second of its change was over. */
  isSure: boolean
  fault: OrderFault | null
}

/** Notes where orders stand. */
export async function writeOrders(tx: Tx, tenantId: string, orders: readonly OrderState[]): Promise<void> {
  if (orders.length === 0) return
  await sql`
    insert into shopify_orders (tenant_id, id, name, updated_at, cancelled_at, hinted, is_sure, fault)
    select ${tenantId}, o."orderId", o.name, o."updatedAt", o."cancelledAt", o.hinted, o."isSure", o.fault
    from jsonb_to_recordset(${JSON.stringify(orders)}) as o(
      "orderId" text, name text, "updatedAt" timestamptz, "cancelledAt" timestamptz, hinted boolean,
      "isSure" boolean, fault jsonb)
    on conflict (tenant_id, id) do update set name = excluded.name, updated_at = excluded.updated_at,
      cancelled_at = excluded.cancelled_at, hinted = excluded.hinted, is_sure = excluded.is_sure,
      fault = excluded.fault`.execute(tx)
}

/** When orders changed as they are known here: those that can have changed no more in the second of their change. */
export async function knownForSure(
  tx: Tx,
  tenantId: string,
  orderIds: readonly string[],
): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map()
  const { rows } = await sql<{ id: string; updatedAt: Date }>`
    select id, updated_at as "updatedAt" from shopify_orders
    where tenant_id = ${tenantId} and id = any (${[...orderIds]}::text[]) and is_sure
      and updated_at is not null`.execute(tx)
  return new Map(rows.map(({ id, updatedAt }) => [id, updatedAt.toISOString()]))
}

/**
 * What orders took and gave back is booked, as far as it can be.
 *
 * @param faults by order, why not all of it is
 */
export async function endHints(
  tx: Tx,
  tenantId: string,
  orderIds: readonly string[],
  faults: ReadonlyMap<string, OrderFault>,
): Promise<void> {
  const ends = orderIds.map((id) => ({ id, fault: faults.get(id) ?? null }))
  await sql`
    update shopify_orders o set hinted = false, fault = e.fault
    from jsonb_to_recordset(${JSON.stringify(ends)}) as e(id text, fault jsonb)
    where o.tenant_id = ${tenantId} and o.id = e.id`.execute(tx)
}

export type ClaimOf = Claim & { orderId: string }

/** What orders took, by order. */
export async function claimsOf(tx: Tx, tenantId: string, orderIds: readonly string[]): Promise<ClaimOf[]> {
  if (orderIds.length === 0) return []
  const { rows } = await sql<ClaimOf>`
    select order_id as "orderId", line_id as "lineId", location_id as "locationId", part, item_id as "itemId", taken,
      quantity, document_id as "documentId", document_line_id as "documentLineId", is_open as "isOpen"
    from shopify_claims
    where tenant_id = ${tenantId} and order_id = any (${[...orderIds]}::text[])
    order by order_id, line_id, part, location_id`.execute(tx)
  return rows
}

/** Which orders documents of ours are part of. */
export async function ordersOfDocuments(
  tx: Tx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<string[]> {
  if (documentIds.length === 0) return []
  const { rows } = await sql<{ orderId: string }>`
    select distinct order_id as "orderId" from shopify_claims
    where tenant_id = ${tenantId} and document_id = any (${[...documentIds]}::uuid[])`.execute(tx)
  return rows.map(({ orderId }) => orderId)
}

/** Writes what orders took, new or changed. */
export async function writeClaims(tx: Tx, tenantId: string, claims: readonly ClaimOf[]): Promise<void> {
  if (claims.length === 0) return
  await sql`
    insert into shopify_claims (tenant_id, order_id, line_id, location_id, part, item_id, taken, quantity,
      document_id, document_line_id, is_open)
    select ${tenantId}, c."orderId", c."lineId", c."locationId", c.part, c."itemId", c.taken, c.quantity,
      c."documentId", c."documentLineId", c."isOpen"
    from jsonb_to_recordset(${JSON.stringify(claims)}) as c(
      "orderId" text, "lineId" text, "locationId" text, part integer, "itemId" text, taken integer,
      quantity integer, "documentId" uuid, "documentLineId" uuid, "isOpen" boolean)
    on conflict (tenant_id, order_id, line_id, location_id, part) do update set taken = excluded.taken,
      quantity = excluded.quantity, document_id = excluded.document_id,
      document_line_id = excluded.document_line_id, is_open = excluded.is_open`.execute(tx)
}

export type RefundOf = RefundRow & { orderId: string }

/** What orders gave back, by order. */
export async function refundsOf(tx: Tx, tenantId: string, orderIds: readonly string[]): Promise<RefundOf[]> {
  if (orderIds.length === 0) return []
  const { rows } = await sql<RefundOf>`
    select order_id as "orderId", id as "refundId", pieces -> 'pieces' as pieces, pieces ->> 'note' as note,
      pieces ->> 'createdAt' as "createdAt", document_id as "documentId", is_open as "isOpen"
    from shopify_refunds
    where tenant_id = ${tenantId} and order_id = any (${[...orderIds]}::text[])
    order by order_id, pieces ->> 'createdAt', id`.execute(tx)
  return rows
}

/** Writes what an order gave back, new or changed. */
export async function writeRefunds(
  tx: Tx,
  tenantId: string,
  orderId: string,
  refunds: readonly RefundRow[],
): Promise<void> {
  if (refunds.length === 0) return
  const rows = refunds.map(({ refundId, pieces, note, createdAt, documentId, isOpen }) => ({
    refundId,
    pieces: { pieces, note, createdAt },
    documentId,
    isOpen,
  }))
  await sql`
    insert into shopify_refunds (tenant_id, id, order_id, pieces, document_id, is_open)
    select ${tenantId}, r."refundId", ${orderId}, r.pieces, r."documentId", r."isOpen"
    from jsonb_to_recordset(${JSON.stringify(rows)}) as r(
      "refundId" text, pieces jsonb, "documentId" uuid, "isOpen" boolean)
    on conflict (tenant_id, id) do update set document_id = excluded.document_id, is_open = excluded.is_open`.execute(
    tx,
  )
}

/** A product here that an item of Shopify's stands for. */
export type LinkedProduct = { itemId: string; productId: string; sku: string; title: string; taxRate: number }

/** The products that items stand for, those that are linked and counted: a gift card or a service has no shelf. */
export async function productsOfItems(
  tx: Tx,
  tenantId: string,
  itemIds: readonly string[],
): Promise<LinkedProduct[]> {
  if (itemIds.length === 0) return []
  const { rows } = await sql<LinkedProduct>`
    select distinct on (v.item_id) v.item_id as "itemId", p.id as "productId", p.sku, p.title,
      p.tax_rate as "taxRate"
    from shopify_variants v
    join products p on p.tenant_id = ${tenantId} and p.id = v.product_id and not p.deleted
    where v.tenant_id = ${tenantId} and v.item_id = any (${[...itemIds]}::text[]) and v.is_tracked
    order by v.item_id, v.gone_at desc nulls first`.execute(tx)
  return rows
}

/** Those of the variants named that no document here is of: refused, deleted here, or not counted in Shopify. */
export async function refusedVariants(
  tx: Tx,
  tenantId: string,
  variants: readonly AskedVariant[],
): Promise<string[]> {
  if (variants.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select asked."variantId" as id
    from jsonb_to_recordset(${JSON.stringify(variants)}) as asked("variantId" text, "productId" text)
    where ${isRefused(tenantId)}`.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * Whether a variant that is asked for is left out: it cannot be taken over, with its product or alone, its product here
 * is deleted, or nobody counts it.
 */
function isRefused(tenantId: string) {
  return sql<boolean>`(exists (
      select from shopify_refusals r
      where r.tenant_id = ${tenantId} and (r.subject = 'variant' and r.subject_id = asked."variantId"
        or r.subject = 'product' and r.subject_id = asked."productId"))
    or exists (
      select from shopify_variants v
      left join products p on p.tenant_id = ${tenantId} and p.id = v.product_id
      where v.tenant_id = ${tenantId} and v.id = asked."variantId" and (p.deleted or not v.is_tracked)))`
}

/** Asks the catalogue for products of Shopify's. */
export async function askForProducts(
  tx: Tx,
  tenantId: string,
  shopProductIds: readonly string[],
  at: Date,
): Promise<void> {
  if (shopProductIds.length === 0) return
  await sql`
    insert into shopify_product_hints (tenant_id, shop_product_id, hinted_at)
    select distinct ${tenantId}::uuid, asked, ${at}::timestamptz
    from unnest(${[...shopProductIds]}::text[]) as asked
    on conflict (tenant_id, shop_product_id) do nothing`.execute(tx)
}

/** Every order that Shopify changed before is known from now on. */
export async function writeOrdersSince(tx: Tx, tenantId: string, since: string): Promise<void> {
  await sql`
    update shopify_connections set orders_since = greatest(orders_since, ${since}::timestamptz)
    where tenant_id = ${tenantId}`.execute(tx)
}

/**
 * Pieces of a claim `c` that the desk never handed over for its order `o`, and gave back the money for: Shopify takes
 * them off the order once it is told.
 */
export function unpaidOf(tenantId: string) {
  return sql<number>`coalesce((
    select sum((line ->> 'quantity')::integer)
    from orders r, json_array_elements(r.lines) as line
    where r.tenant_id = ${tenantId} and r.refund_of = o.id and r.kind = 'refund'
      and r.created_at = (o.conflict #>> '{settlement,at}')::timestamptz
      and line ->> 'refundOf' = c.document_line_id::text), 0)`
}

/** Orders older than this are told to an app only by a leave of Shopify's own: of one that is not told nothing is known. */
const TOLD_DAYS = 59

/**
 * Lets go what is still open of an order that is no more in Shopify: nothing of it is left there. Its documents, open
 * cases perhaps, are to be called off.
 *
 * @returns the levels it was taken from
 */
export async function releaseClaims(
  tx: Tx,
  tenantId: string,
  orderId: string,
  now: Date,
): Promise<{ itemId: string; locationId: string }[]> {
  const oldest = new Date(now.getTime() - TOLD_DAYS * 86_400_000)
  const { rows } = await sql<{ itemId: string; locationId: string }>`
    update shopify_claims c set quantity = 0, is_open = c.document_id is not null
    from shopify_orders o
    where c.tenant_id = ${tenantId} and c.order_id = ${orderId} and c.is_open
      and o.tenant_id = ${tenantId} and o.id = c.order_id
      and coalesce((
        select d.created_at from orders d where d.tenant_id = ${tenantId} and d.id = c.document_id
      ), o.updated_at) > ${oldest}
    returning c.item_id as "itemId", c.location_id as "locationId"`.execute(tx)
  return rows
}

/** Closes the claims of orders that are booked here for good: nothing of them can be missing on a shelf any more. */
export async function closeClaims(tx: Tx, tenantId: string, orderIds: readonly string[]): Promise<void> {
  await sql`
    update shopify_claims c set is_open = false
    from orders o
    where c.tenant_id = ${tenantId} and c.order_id = any (${[...orderIds]}::text[]) and c.is_open
      and o.tenant_id = ${tenantId} and o.id = c.document_id
      and (o.status = 'accepted' and c.quantity - c.taken + ${unpaidOf(tenantId)} <= 0
        or o.status = 'cancelled' and c.quantity = 0)`.execute(tx)
}
