import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { RefusedProduct } from '../../../shared/shopify/waiting.ts'
import type { Tx } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

type Db = Tx | Kysely<Schema>
type Tries = { attempts: number; nextTryAt: Date | null; fault: unknown }

export type SendRow = Tries & {
  id: string
  kind: string
  state: 'waiting' | 'dead'
  about: string | null
  rows: number
  createdAt: Date
}

/** What is to be told and what nobody tells any more, the latter first. */
export async function openSends(db: Db, tenantId: string, limit: number): Promise<SendRow[]> {
  const { rows } = await sql<SendRow>`
    select s.id, s.kind, s.state, s.attempts, s.next_try_at as "nextTryAt", s.fault, s.created_at as "createdAt",
      case when s.kind in ('cancel', 'refund') then (
          select o.name from shopify_orders o where o.tenant_id = ${tenantId} and o.id = s.payload ->> 'orderId')
        when s.kind in ('product', 'variants') then (
          select p.group_title from shopify_variants v
          join products p on p.tenant_id = ${tenantId} and p.id = v.product_id
          where v.tenant_id = ${tenantId} and v.shop_product_id = s.subject_id
          order by v.id limit 1) end as about,
      case when jsonb_typeof(s.payload -> 'levels') = 'array' then jsonb_array_length(s.payload -> 'levels')
        else 1 end as rows
    from shopify_sends s
    where s.tenant_id = ${tenantId} and s.state <> 'done'
    order by s.state, s.created_at, s.id
    limit ${limit}`.execute(db)
  return rows
}

/** Webhooks that could not be read, the newest first. */
export async function deadWebhooks(
  db: Db,
  tenantId: string,
  limit: number,
): Promise<{ id: string; topic: string; receivedAt: Date; fault: unknown }[]> {
  const { rows } = await sql<{ id: string; topic: string; receivedAt: Date; fault: unknown }>`
    select id, topic, received_at as "receivedAt", fault from shopify_inbox
    where tenant_id = ${tenantId} and state = 'dead'
    order by received_at desc, id
    limit ${limit}`.execute(db)
  return rows
}

/** Orders that are not booked here, or not all of them. */
export async function faultyOrders(
  db: Db,
  tenantId: string,
  limit: number,
): Promise<(Tries & { id: string; name: string })[]> {
  const { rows } = await sql<Tries & { id: string; name: string }>`
    select id, name, attempts, next_try_at as "nextTryAt", fault from shopify_orders
    where tenant_id = ${tenantId} and fault is not null
    order by updated_at desc nulls last, id
    limit ${limit}`.execute(db)
  return rows
}

/** What of Shopify's cannot be taken over, the newest first. */
export async function refusedProducts(
  db: Db,
  tenantId: string,
  limit: number,
): Promise<(Omit<RefusedProduct, 'at'> & { at: Date })[]> {
  const { rows } = await sql<Omit<RefusedProduct, 'at'> & { at: Date }>`
    select shop_product_id as id, subject, subject_id as "subjectId", title, code, path, message, at
    from shopify_refusals
    where tenant_id = ${tenantId}
    order by at desc, title, subject_id
    limit ${limit}`.execute(db)
  return rows
}

export type LevelRow = {
  itemId: string
  locationId: string
  sku: string | null
  title: string | null
  location: string | null
  refused: unknown
}

/** Levels that Shopify does not take. */
export async function refusedLevels(db: Db, tenantId: string, limit: number): Promise<LevelRow[]> {
  const { rows } = await sql<LevelRow>`
    select l.item_id as "itemId", l.location_id as "locationId", p.sku, p.title, s.name as location, l.refused
    from shopify_levels l
    left join shopify_locations s on s.tenant_id = ${tenantId} and s.id = l.location_id
    left join lateral (
      select q.sku, q.title from shopify_variants v
      join products q on q.tenant_id = ${tenantId} and q.id = v.product_id
      where v.tenant_id = ${tenantId} and v.item_id = l.item_id
      order by v.gone_at desc nulls first limit 1) p on true
    where l.tenant_id = ${tenantId} and l.refused is not null
    order by p.sku, l.item_id, l.location_id
    limit ${limit}`.execute(db)
  return rows
}
