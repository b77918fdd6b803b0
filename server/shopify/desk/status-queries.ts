import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type {
  ShopImport,
  ShopLag,
  ShopLocation,
  ShopNeeds,
  ShopState,
} from '../../../shared/shopify/shop-status.ts'
import type { Tx } from '../../database/database.ts'
import type { Schema } from '../../database/schema.ts'

type Db = Tx | Kysely<Schema>

/** What the page shows of a connection itself; no secret is among it. */
export type ShownConnection = {
  domain: string
  clientId: string
  name: string
  currency: string
  state: ShopState
  fault: unknown
  connectedAt: Date
  owners: unknown
  openingStock: 'shopify' | 'omnisync'
  budget: unknown
  reconciledAt: Date | null
  reconciliation: unknown
}

/** The connection of a business; undefined where it has none. */
export async function shownConnection(db: Db, tenantId: string): Promise<ShownConnection | undefined> {
  const { rows } = await sql<ShownConnection>`
    select domain, client_id as "clientId", shop_name as name, currency, state, fault,
      connected_at as "connectedAt", owners, opening_stock as "openingStock", budget,
      reconciled_at as "reconciledAt", reconciliation
    from shopify_connections where tenant_id = ${tenantId}`.execute(db)
  return rows[0]
}

/** Every location of the shop, those in use first. */
export async function locationsOf(db: Db, tenantId: string): Promise<ShopLocation[]> {
  const { rows } = await sql<ShopLocation>`
    select id, name, is_active as "isActive", branch_id as "branchId"
    from shopify_locations where tenant_id = ${tenantId}
    order by is_active desc, name, id`.execute(db)
  return rows
}

type ImportRow = Omit<ShopImport, 'fault' | 'nextTryAt' | 'startedAt' | 'endedAt'> & {
  fault: unknown
  nextTryAt: Date | null
  startedAt: Date
  endedAt: Date | null
}

/** The latest imports, the newest first. */
export async function latestImports(db: Db, tenantId: string, limit: number): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select i.id, i.kind, i.state, i.total, i.read, i.created, i.matched, i.conflicting, i.unchanged, i.refused, i.fault,
      i.next_try_at as "nextTryAt", u.name as "askedBy", i.started_at as "startedAt", i.ended_at as "endedAt"
    from shopify_imports i
    left join users u on u.tenant_id = ${tenantId} and u.id = i.asked_by
    where i.tenant_id = ${tenantId}
    order by i.started_at desc, i.id desc
    limit ${limit}`.execute(db)
  return rows
}

/**
 * What both sides have not told each other yet, as the lanes of a pass will find it.
 *
 * @param now what ages are counted to
 */
export async function lagOf(db: Db, tenantId: string, now: Date): Promise<ShopLag> {
  const { rows } = await sql<ShopLag>`
    select greatest(0, h.head - c.reader_seq, (
        select count(*) from products p where p.tenant_id = ${tenantId} and p.seq > c.products_seq))::integer as positions,
      (select count(*)::integer from shopify_levels l
        join shopify_variants v on v.tenant_id = ${tenantId} and v.item_id = l.item_id and v.gone_at is null
          and v.is_tracked
        join shopify_locations p on p.tenant_id = ${tenantId} and p.id = l.location_id and p.branch_id is not null
        where l.tenant_id = ${tenantId} and (l.hinted or l.dirty and l.refused is null)) as levels,
      (select count(*)::integer from shopify_product_hints i where i.tenant_id = ${tenantId}) as products,
      (select count(*)::integer from shopify_orders o where o.tenant_id = ${tenantId} and o.hinted) as orders,
      i.webhooks, i.oldest as "oldestWebhook", s.sends, s.oldest as "oldestSend"
    from shopify_connections c
    join log_heads h on h.tenant_id = ${tenantId}
    cross join lateral (
      select count(*)::integer as webhooks,
        greatest(0, extract(epoch from ${now}::timestamptz - min(received_at)))::integer as oldest
      from shopify_inbox where tenant_id = ${tenantId} and state = 'waiting') i
    cross join lateral (
      select count(*)::integer as sends,
        greatest(0, extract(epoch from ${now}::timestamptz - min(created_at)))::integer as oldest
      from shopify_sends where tenant_id = ${tenantId} and state = 'waiting') s
    where c.tenant_id = ${tenantId}`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`no shop of ${tenantId} has a log`)
  return {
    ...row,
    oldestWebhook: row.webhooks === 0 ? null : row.oldestWebhook,
    oldestSend: row.sends === 0 ? null : row.oldestSend,
  }
}

/** How many of each sort need somebody. */
export async function needsOf(db: Db, tenantId: string): Promise<ShopNeeds> {
  const { rows } = await sql<ShopNeeds>`
    select
      (select count(*)::integer from shopify_sends where tenant_id = ${tenantId} and state = 'dead') as sends,
      (select count(*)::integer from shopify_inbox where tenant_id = ${tenantId} and state = 'dead') as webhooks,
      (select count(*)::integer from shopify_orders where tenant_id = ${tenantId} and fault is not null) as orders,
      (select count(*)::integer from shopify_refusals where tenant_id = ${tenantId}) as products,
      (select count(*)::integer from shopify_levels where tenant_id = ${tenantId} and refused is not null) as levels,
      (select count(*)::integer from shopify_locations
        where tenant_id = ${tenantId} and is_active and branch_id is null) as locations`.execute(db)
  return rows[0] as ShopNeeds
}

/** How much of both sides is one. */
export async function linkedCounts(db: Db, tenantId: string): Promise<{ variants: number; levels: number }> {
  const { rows } = await sql<{ variants: number; levels: number }>`
    select
      (select count(*)::integer from shopify_variants where tenant_id = ${tenantId} and gone_at is null) as variants,
      (select count(*)::integer from shopify_levels where tenant_id = ${tenantId} and known is not null) as levels`.execute(
    db,
  )
  return rows[0] ?? { variants: 0, levels: 0 }
}

/** How many online orders are short and wait for the desk; those that were told to wait for stock do not. */
export async function onlineCases(db: Db, tenantId: string): Promise<number> {
  const { rows } = await sql<{ cases: number }>`
    select count(*)::integer as cases from orders
    where tenant_id = ${tenantId} and status = 'conflict' and source = 'shopify'
      and conflict #>> '{settlement,action}' is distinct from 'backorder'`.execute(db)
  return rows[0]?.cases ?? 0
}

/** Has both sides compared whole by the next pass. */
export async function askForComparison(tx: Tx, tenantId: string): Promise<void> {
  await sql`
    update shopify_connections set reconciled_at = to_timestamp(0) where tenant_id = ${tenantId}`.execute(tx)
}
