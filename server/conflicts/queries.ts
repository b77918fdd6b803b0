import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { countedInBulk, uncounted } from '../inventory/recount-of.ts'
import { orderDocument } from '../orders/order-document.ts'
import { instant } from '../sync/json-sql.ts'

/** Which cases: those that need somebody, or those that wait for stock (O8). */
export type CaseQuery = {
  state: 'open' | 'waiting'
  branchId: string | null
  productId: string | null
  after: { detectedAt: string; id: string } | null
  limit: number
}
export type OpenCase = { kind: 'order' | 'movement'; id: string; detectedAt: Date; document: string }

/** Open cases of orders and of stock movements together, oldest first, after a key; at most `limit`. */
export async function openCases(tx: Tx, tenantId: string, query: CaseQuery): Promise<OpenCase[]> {
  const { after, limit } = query
  const behind = (column: string) =>
    after ? sql`and (${sql.ref(column)}, id) > (${after.detectedAt}::timestamptz, ${after.id}::uuid)` : sql``
  const { rows } = await sql<OpenCase>`
    select kind, id, "detectedAt", document from (
      (select 'order' as kind, id, settled_at as "detectedAt", ${orderDocument} as document
       from orders
       where ${ordersInCase(tenantId, query)} ${behind('settled_at')}
       order by settled_at, id
       limit ${limit})
      union all
      (select 'movement', id, detected_at,
         (movement || jsonb_build_object('requested', requested, 'available', available))::text
       from movement_conflicts
       where ${movementsInCase(tenantId, query)} ${behind('detected_at')}
       order by detected_at, id
       limit ${limit})
    ) cases
    order by "detectedAt", id
    limit ${limit}`.execute(tx)
  return rows
}

/** How many cases fit. */
export async function countCases(tx: Tx, tenantId: string, query: CaseQuery): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select ((select count(*) from orders where ${ordersInCase(tenantId, query)})
      + (select count(*) from movement_conflicts where ${movementsInCase(tenantId, query)}))::integer as total`.execute(
    tx,
  )
  return rows[0]?.total ?? 0
}

function ordersInCase(tenantId: string, { state, branchId, productId }: CaseQuery) {
  const wanted =
    state === 'waiting'
      ? sql`conflict #>> '{settlement,action}' = 'backorder'`
      : sql`conflict #>> '{settlement,action}' is distinct from 'backorder'`
  return sql`tenant_id = ${tenantId} and status = 'conflict' and ${wanted}
    ${branchId === null ? sql`` : sql`and branch_id = ${branchId}`}
    ${
      productId === null
        ? sql``
        : sql`and exists (select from json_array_elements(lines) as line where line ->> 'productId' = ${productId})`
    }`
}

function movementsInCase(tenantId: string, { state, branchId, productId }: CaseQuery) {
  return sql`tenant_id = ${tenantId} and settled_at is null ${state === 'waiting' ? sql`and false` : sql``}
    ${branchId === null ? sql`` : sql`and branch_id = ${branchId}`}
    ${productId === null ? sql`` : sql`and product_id = ${productId}`}`
}

export type ShelfNow = {
  productId: string
  sku: string
  title: string
  levels: { branchId: string; onHand: number }[] | null
  siblings:
    | {
        productId: string
        sku: string
        title: string
        levels: { branchId: string; onHand: number }[] | null
      }[]
    | null
}

/** The products named: what every branch has of them, and of the products of their groups. */
export async function shelvesNow(
  tx: Tx,
  tenantId: string,
  productIds: readonly string[],
): Promise<ShelfNow[]> {
  if (productIds.length === 0) return []
  const levelsOf = (product: string) => sql`(
    select json_agg(json_build_object('branchId', l.branch_id, 'onHand', l.on_hand) order by l.on_hand desc, l.branch_id)
    from branches b
    join stock_levels l on l.tenant_id = b.tenant_id and l.branch_id = b.id
      and l.product_id = ${sql.ref(product)} and l.on_hand > 0
    where b.tenant_id = ${tenantId} and not b.deleted)`
  const { rows } = await sql<ShelfNow>`
    select p.id as "productId", p.sku, p.title, ${levelsOf('p.id')} as levels, (
      select json_agg(json_build_object(
        'productId', s.id, 'sku', s.sku, 'title', s.title, 'levels', ${levelsOf('s.id')}))
      from (
        select id, sku, title from products
        where tenant_id = ${tenantId} and group_id = p.group_id and id <> p.id and not deleted
          and status = 'active'
        order by title, id
        limit 30) s
    ) as siblings
    from products p
    where p.tenant_id = ${tenantId} and p.id = any (${[...productIds]}::uuid[])`.execute(tx)
  return rows
}

export type Person = { id: string; name: string }
export type LaneName = { id: string; code: string; name: string }

/** Lanes and people by id, those that exist. */
export async function namesOf(
  tx: Tx,
  tenantId: string,
  deviceIds: readonly string[],
  userIds: readonly string[],
): Promise<{ lanes: LaneName[]; people: Person[] }> {
  const { rows } = await sql<{ lanes: LaneName[] | null; people: Person[] | null }>`
    select (
      select json_agg(json_build_object('id', d.id, 'code', d.code, 'name', d.name))
      from devices d where d.tenant_id = ${tenantId} and d.id = any (${[...deviceIds]}::uuid[])
    ) as lanes, (
      select json_agg(json_build_object('id', u.id, 'name', u.name))
      from users u where u.tenant_id = ${tenantId} and u.id = any (${[...userIds]}::uuid[])
    ) as people`.execute(tx)
  return { lanes: rows[0]?.lanes ?? [], people: rows[0]?.people ?? [] }
}

export type Silence = { id: string; from: Date | null; until: Date | null }

/** The last contact of a lane before it wrote something, and the first one after it, as the sync log has them. */
export async function silencesAround(
  tx: Tx,
  tenantId: string,
  written: readonly { id: string; deviceId: string; at: string }[],
): Promise<Silence[]> {
  const { rows } = await sql<Silence>`
    select w.id,
      (select max(s.at) from sync_log s
       where s.tenant_id = ${tenantId} and s.device_id = w."deviceId" and s.at <= w.at) as "from",
      (select min(s.at) from sync_log s
       where s.tenant_id = ${tenantId} and s.device_id = w."deviceId" and s.at > w.at) as until
    from json_to_recordset(${JSON.stringify(written)}) as w(id uuid, "deviceId" uuid, at timestamptz)`.execute(
    tx,
  )
  return rows
}

export type TakenOnline = { id: string; productId: string; pieces: number }

/** How many pieces online orders took off the shelf of each case, less what they brought back, within its time. */
export async function takenOnline(
  tx: Tx,
  tenantId: string,
  wanted: readonly {
    id: string
    branchId: string
    productIds: readonly string[]
    from: string
    until: string
  }[],
): Promise<TakenOnline[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<TakenOnline>`
    select w.id, m.product_id as "productId", -sum(m.delta)::integer as pieces
    from json_to_recordset(${JSON.stringify(wanted)})
      as w(id uuid, "branchId" uuid, "productIds" json, "from" timestamptz, until timestamptz)
    cross join lateral json_array_elements_text(w."productIds") as asked(product)
    join stock_movements m on m.tenant_id = ${tenantId} and m.branch_id = w."branchId"
      and m.product_id = asked.product::uuid and m.created_at between w."from" and w.until
    join orders o on o.tenant_id = ${tenantId} and o.id = m.order_id and o.source = 'shopify'
    where m.reason in ('sale', 'refund')
    group by w.id, m.product_id`.execute(tx)
  return rows
}

/** `at`: of the latest count, ISO 8601. */
export type CountedShelf = { id: string; productId: string; at: string }

/**
 * The shelves of cases that somebody counted after a moment of each. Levels changed in bulk by so much are no count, nor
 * are levels put back. A ledger of before calls the former counts too: there the operation itself says what it was, the
 * only one at work in its business at that time.
 */
export async function countedAfter(
  tx: Tx,
  tenantId: string,
  wanted: readonly { id: string; branchId: string; productIds: readonly string[]; since: string }[],
): Promise<CountedShelf[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<CountedShelf>`
    select w.id, asked.product as "productId", ${instant('latest.at')} as at
    from json_to_recordset(${JSON.stringify(wanted)})
      as w(id uuid, "branchId" uuid, "productIds" json, since timestamptz)
    cross join lateral json_array_elements_text(w."productIds") as asked(product)
    cross join lateral (
      select max(m.created_at) as at from stock_movements m
      where m.tenant_id = ${tenantId} and m.branch_id = w."branchId" and m.product_id = asked.product::uuid
        and m.reason = 'recount' and m.created_at > w.since
        and not (m.device_id is null and coalesce(m.note, '') = any (${Object.values(uncounted)}::text[]))
        and not (m.device_id is null and coalesce(m.note, '') = ${countedInBulk} and exists (
          select from bulk_operations o
          where o.tenant_id = ${tenantId} and o.created_by = m.actor_id and o.operation ->> 'way' = 'by'
            and o.operation ->> 'branchId' = m.branch_id::text
            and m.created_at between o.started_at and coalesce(o.finished_at, 'infinity')))) latest
    where latest.at is not null`.execute(tx)
  return rows
}

export type Desk = { id: string; assigned_to: string | null; name: string | null; notes: number }

/** To whom cases were given last, and how many notes they have. */
export async function deskOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Desk[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Desk>`
    select asked.id, given.assigned_to, u.name, coalesce(noted.notes, 0)::integer as notes
    from unnest(${[...ids]}::text[]) as asked(id)
    left join lateral (
      select (a.details ->> 'userId')::uuid as assigned_to from audit_log a
      where a.tenant_id = ${tenantId} and a.subject in ('orders', 'stockMovements') and a.subject_id = asked.id
        and a.action = 'case.assigned'
      order by a.at desc, a.id desc
      limit 1) given on true
    left join lateral (
      select count(*) as notes from audit_log a
      where a.tenant_id = ${tenantId} and a.subject in ('orders', 'stockMovements') and a.subject_id = asked.id
        and a.action = 'case.note') noted on true
    left join users u on u.tenant_id = ${tenantId} and u.id = given.assigned_to`.execute(tx)
  return rows
}

export type TrailRow = {
  id: string
  at: string
  by: Person | null
  action: string
  details: Record<string, unknown>
}

/** What happened to a case at the desk, oldest first; the newest 500. */
export async function trailOf(tx: Tx, tenantId: string, subjectId: string): Promise<TrailRow[]> {
  const { rows } = await sql<TrailRow>`
    select * from (
      select a.id, ${instant('a.at')} as at, a.action, a.details,
        case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as by
      from audit_log a
      left join users u on u.tenant_id = a.tenant_id and u.id = a.actor_id
      where a.tenant_id = ${tenantId} and a.subject in ('orders', 'stockMovements') and a.subject_id = ${subjectId}
        and a.action like 'case.%'
      order by a.at desc, a.id desc
      limit 500) newest
    order by at, id`.execute(tx)
  return rows
}

export type TakerRow = {
  movementId: string
  at: string
  productId: string
  delta: number
  reason: string
  orderId: string | null
  number: string | null
  source: 'pos' | 'shopify' | null
  lane: string | null
  by: string | null
}

/** Who took pieces of these products off the shelf of a branch before a moment, newest first; at most ten. */
export async function takersOf(
  tx: Tx,
  tenantId: string,
  { branchId, productIds, before }: { branchId: string; productIds: readonly string[]; before: string },
): Promise<TakerRow[]> {
  const { rows } = await sql<TakerRow>`
    select m.id as "movementId", ${instant('m.created_at')} as at, m.product_id as "productId", m.delta, m.reason,
      m.order_id as "orderId", o.number, o.source, d.code as lane, u.name as by
    from stock_movements m
    left join orders o on o.tenant_id = m.tenant_id and o.id = m.order_id
    left join devices d on d.tenant_id = m.tenant_id and d.id = m.device_id
    left join users u on u.tenant_id = m.tenant_id and u.id = m.actor_id
    where m.tenant_id = ${tenantId} and m.branch_id = ${branchId} and m.product_id = any (${[...productIds]}::uuid[])
      and m.delta < 0 and m.created_at <= ${before}
    order by m.seq desc
    limit 10`.execute(tx)
  return rows
}

/**
 * A case by its id, open or not: an order that is or was in conflict, or a movement that did not fit. What was accepted
 * without a decision has its trail alone to be known by.
 */
export async function caseById(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<
  { kind: 'order' | 'movement'; branchId: string; detectedAt: string; productIds: string[] } | undefined
> {
  const { rows } = await sql<{
    kind: 'order' | 'movement'
    branchId: string
    detectedAt: string
    productIds: string[]
  }>`
    select 'order' as kind, branch_id as "branchId", ${instant('settled_at')} as "detectedAt",
      (select json_agg(line ->> 'productId') from json_array_elements(lines) as line) as "productIds"
    from orders
    where tenant_id = ${tenantId} and id = ${id} and (conflict is not null or exists (
      select from audit_log a
      where a.tenant_id = ${tenantId} and a.subject = 'orders' and a.subject_id = ${id} and a.action like 'case.%'))
    union all
    select 'movement', branch_id, ${instant('detected_at')}, json_build_array(product_id)
    from movement_conflicts where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  return rows[0]
}

/** Everybody who may have cases, by name. */
export async function peopleForCases(tx: Tx, tenantId: string): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select id, name from users where tenant_id = ${tenantId} and role <> 'STAFF' and disabled_at is null
    order by name, id`.execute(tx)
  return rows
}

/** Whether this person may have cases: an active admin or supporter. */
export async function mayHaveCases(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  const { rows } = await sql`
    select from users where tenant_id = ${tenantId} and id = ${userId} and role <> 'STAFF' and disabled_at is null`.execute(
    tx,
  )
  return rows.length > 0
}
