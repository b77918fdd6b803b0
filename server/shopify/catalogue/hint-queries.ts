import { sql } from 'kysely'
import type { Tx } from '../../database/database.ts'

/** Products of Shopify's are to be read again. Who asks twice asks once. */
export async function hintProducts(
  tx: Tx,
  tenantId: string,
  shopProductIds: readonly string[],
  at: string,
): Promise<void> {
  if (shopProductIds.length === 0) return
  await sql`
    insert into shopify_product_hints (tenant_id, shop_product_id, hinted_at)
    select distinct ${tenantId}::uuid, id, ${at}::timestamptz from unnest(${[...shopProductIds]}::text[]) as id
    on conflict (tenant_id, shop_product_id) do update set asked = shopify_product_hints.asked + 1,
      attempts = 0, next_try_at = null, fault = null`.execute(tx)
}

/** A product to be read again; `asked` tells whether it was asked for once more meanwhile. */
export type Hint = { shopProductId: string; asked: number; attempts: number }

/** The oldest hints that are due, of products that Shopify is not just being told something of. */
export async function dueHints(tx: Tx, tenantId: string, at: string, limit: number): Promise<Hint[]> {
  const { rows } = await sql<Hint>`
    select h.shop_product_id as "shopProductId", h.asked, h.attempts
    from shopify_product_hints h
    where h.tenant_id = ${tenantId} and (h.next_try_at is null or h.next_try_at <= ${at})
      and not exists (
        select from shopify_sends s
        where s.tenant_id = ${tenantId} and s.subject_id = h.shop_product_id and s.state = 'waiting'
          and s.kind in ('product', 'variants'))
    order by h.hinted_at, h.shop_product_id
    limit ${limit}`.execute(tx)
  return rows
}

/** Ends a hint, unless somebody asked again while the product was read. */
export async function dropHint(tx: Tx, tenantId: string, { shopProductId, asked }: Hint): Promise<void> {
  await sql`
    delete from shopify_product_hints
    where tenant_id = ${tenantId} and shop_product_id = ${shopProductId} and asked = ${asked}`.execute(tx)
}

/** Products that could not be read are tried again later. */
export async function putOffHints(
  tx: Tx,
  tenantId: string,
  hints: readonly Hint[],
  fault: object,
  nextTryAt: (attempts: number) => string,
): Promise<void> {
  const rows = hints.map(({ shopProductId, attempts }) => ({
    shopProductId,
    attempts: attempts + 1,
    nextTryAt: nextTryAt(attempts + 1),
  }))
  await sql`
    update shopify_product_hints h
    set attempts = p.attempts, next_try_at = p."nextTryAt", fault = ${JSON.stringify(fault)}::jsonb
    from json_to_recordset(${JSON.stringify(rows)}) as p(
      "shopProductId" text, attempts integer, "nextTryAt" timestamptz)
    where h.tenant_id = ${tenantId} and h.shop_product_id = p."shopProductId"`.execute(tx)
}

export type InboxRow = { id: string; topic: string; body: string }

/** Webhooks that tell of products, as they came, the oldest first. */
export async function waitingWebhooks(tx: Tx, tenantId: string, limit: number): Promise<InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    select id, topic, body from shopify_inbox
    where tenant_id = ${tenantId} and state = 'waiting' and topic like 'products/%'
    order by received_at, id
    limit ${limit}
    for update`.execute(tx)
  return rows
}

export async function endWebhooks(
  tx: Tx,
  tenantId: string,
  ended: readonly { id: string; state: 'done' | 'dead'; fault: object | null }[],
  at: string,
): Promise<void> {
  await sql`
    update shopify_inbox i set state = e.state, fault = e.fault, ended_at = ${at}
    from json_to_recordset(${JSON.stringify(ended)}) as e(id text, state text, fault jsonb)
    where i.tenant_id = ${tenantId} and i.id = e.id`.execute(tx)
}

/** The position of our log up to which changes of products were looked at. */
export async function productsSeq(tx: Tx, tenantId: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select products_seq as seq from shopify_connections where tenant_id = ${tenantId} for update`.execute(tx)
  return rows[0]?.seq ?? 0
}

export async function moveProductsSeq(tx: Tx, tenantId: string, seq: number): Promise<void> {
  await sql`update shopify_connections set products_seq = ${seq} where tenant_id = ${tenantId}`.execute(tx)
}
