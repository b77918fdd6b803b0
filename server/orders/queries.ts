import { sql } from 'kysely'
import type { Given, Order } from '../../shared/orders/order.ts'
import type { ParkedSale } from '../../shared/orders/parked-sale.ts'
import type { Tx } from '../database/database.ts'
import { present } from '../database/present.ts'
import { orderDocument } from './order-document.ts'
import { parkedSaleDocument } from './parked-sale-document.ts'

export type KnownOrder = { id: string; hash: Buffer; document: Order }

/**
 * The orders that are stored under these ids. Looked up one by one: a table that has grown since its statistics were
 * taken would else be read from end to end, once a batch.
 */
export async function ordersByIds(tx: Tx, tenantId: string, ids: readonly string[]): Promise<KnownOrder[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; hash: Buffer; document: string }>`
    select found.id, found.hash, found.document
    from unnest(${[...ids]}::uuid[]) as asked (id), lateral (
      select id, payload_hash as hash, ${orderDocument} as document
      from orders
      where tenant_id = ${tenantId} and id = asked.id
      offset 0
    ) found`.execute(tx)
  return rows.map((row) => ({ ...row, document: JSON.parse(row.document) as Order }))
}

/**
 * Locks one order and returns it, or undefined. Locked before any stock level: everyone who needs both takes them
 * in this order.
 */
export async function lockOrder(tx: Tx, tenantId: string, id: string): Promise<Order | undefined> {
  const { rows } = await sql<{ document: string }>`
    select ${orderDocument} as document from orders
    where tenant_id = ${tenantId} and id = ${id}
    for no key update`.execute(tx)
  const row = rows[0]
  return row && (JSON.parse(row.document) as Order)
}

/** Locks the counter sales of one shelf that need a desk, oldest first: their goods have left. */
export async function lockCases(
  tx: Tx,
  tenantId: string,
  { branchId, productId }: { branchId: string; productId: string },
  limit: number,
): Promise<Order[]> {
  const { rows } = await sql<{ document: string }>`
    select ${orderDocument} as document from orders
    where tenant_id = ${tenantId} and status = 'conflict' and branch_id = ${branchId} and kind = 'sale'
      and source = 'pos' and conflict #>> '{settlement,action}' is null
      and exists (
        select from json_array_elements(lines) as line where line ->> 'productId' = ${productId})
    order by settled_at, id
    limit ${limit}
    for no key update`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as Order)
}

/** Locks the orders that wait for stock and name one of these products at its branch, oldest first (O8). */
export async function lockBackorders(
  tx: Tx,
  tenantId: string,
  arrived: readonly { branchId: string; productId: string }[],
): Promise<Order[]> {
  const { rows } = await sql<{ document: string }>`
    select ${orderDocument} as document from orders
    where tenant_id = ${tenantId} and status = 'conflict' and conflict #>> '{settlement,action}' = 'backorder'
      and branch_id = any (${arrived.map(({ branchId }) => branchId)}::uuid[])
      and exists (
        select from json_array_elements(lines) as line
        where (branch_id, (line ->> 'productId')::uuid) in (
          select branch, product
          from unnest(
            ${arrived.map(({ branchId }) => branchId)}::uuid[], ${arrived.map(({ productId }) => productId)}::uuid[]
          ) as asked(branch, product)))
    order by settled_at, id
    for no key update`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as Order)
}

export type RefundOriginal = {
  id: string
  discount: number
  status: string
  kind: string
  /** What was handed over instead of what the lines say (O7). */
  given: Given[] | null
  lines: { id: string; productId: string; quantity: number; total: number }[]
}

/** Locks the orders that refunds name, in id order, so that two lanes refunding one sale meet one after the other. */
export async function lockOriginals(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<RefundOriginal[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RefundOriginal>`
    select id, status, kind, discount, lines, conflict #> '{settlement,given}' as given from orders
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by id
    for no key update`.execute(tx)
  return rows
}

export type RefundedSale = RefundOriginal & { number: string }

/** The same for who only looks: nothing is locked. */
export async function readOriginals(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<RefundedSale[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RefundedSale>`
    select id, number, status, kind, discount, lines, conflict #> '{settlement,given}' as given from orders
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Whether one of these sales has refunds that were beyond it. One by one, as `ordersByIds`. */
export async function haveRefundCases(
  tx: Tx,
  tenantId: string,
  saleIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    select from unnest(${[...saleIds]}::uuid[]) as asked (id), lateral (
      select from orders
      where tenant_id = ${tenantId} and refund_of = asked.id and status = 'conflict'
      offset 0
    ) found
    limit 1`.execute(tx)
  return rows.length > 0
}

/** Locks the refunds of these sales that were beyond them, oldest first. */
export async function lockRefundCases(
  tx: Tx,
  tenantId: string,
  saleIds: readonly string[],
): Promise<Order[]> {
  const { rows } = await sql<{ document: string }>`
    select ${orderDocument} as document from orders
    where tenant_id = ${tenantId} and refund_of = any (${[...saleIds]}::uuid[]) and status = 'conflict'
      and kind = 'refund'
    order by settled_at, id
    for no key update`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as Order)
}

export type EarlierRefund = {
  refund_of: string
  discount: number
  lines: { refundOf?: string | null; quantity: number; total: number }[]
}

/** The accepted refunds of these orders. */
export async function earlierRefunds(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<EarlierRefund[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<EarlierRefund>`
    select refund_of, discount, lines from orders
    where tenant_id = ${tenantId} and refund_of = any (${[...ids]}::uuid[])
      and kind = 'refund' and status = 'accepted'`.execute(tx)
  return rows
}

/** The ids of every refund of these orders, however it stands. */
export async function refundIdsOf(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select id from orders
    where tenant_id = ${tenantId} and refund_of = any (${[...ids]}::uuid[])
    order by seq`.execute(tx)
  return rows.map((row) => row.id)
}

/** A row to insert into orders, with the position it gets. */
export type OrderRow = { document: Order; hash: Buffer }

/** Inserts settled orders; each document brings its own position in the log. */
export async function insertOrders(tx: Tx, tenantId: string, rows: readonly OrderRow[]): Promise<void> {
  if (rows.length === 0) return
  const orders = rows.map(({ document, hash }) => ({ ...present(document), hash: hash.toString('base64') }))
  await sql`
    insert into orders (
      tenant_id, id, number, kind, source, branch_id, device_id, cashier_id, shift_id, customer_id, currency, lines,
      discount, subtotal, tax, total, payments, refund_of, reason, approvals, note, created_at, status, conflict,
      flags, settled_at, seal, payload_hash, seq)
    select ${tenantId}, o.id, o.number, o.kind, o.source, o."branchId", o."deviceId", o."cashierId", o."shiftId",
      o."customerId", o.currency, o.lines, o.discount, o.subtotal, o.tax, o.total, o.payments, o."refundOf", o.reason,
      o.approvals, o.note, o."createdAt", o.status, o.conflict, o.flags, o."settledAt", o.seal,
      decode(o.hash, 'base64'), o.seq
    from json_to_recordset(${JSON.stringify(orders)}) as o(
      id uuid, number text, kind text, source text, "branchId" uuid, "deviceId" uuid, "cashierId" uuid,
      "shiftId" uuid, "customerId" uuid, currency text, lines json, discount bigint, subtotal bigint, tax bigint,
      total bigint, payments json, "refundOf" uuid, reason text, approvals json, note text,
      "createdAt" timestamptz, status text, conflict jsonb, flags text[], "settledAt" timestamptz, seal text,
      hash text, seq bigint)`.execute(tx)
}

export type OrderChange = Pick<Order, 'id' | 'status' | 'conflict' | 'settledAt' | 'seal' | 'flags'>

/** Writes how a case was closed (O7), under a position taken by the caller. */
export async function updateOutcome(
  tx: Tx,
  tenantId: string,
  change: OrderChange,
  seq: number,
): Promise<void> {
  await sql`
    update orders
    set status = ${change.status}, conflict = ${change.conflict && JSON.stringify(change.conflict)}, seal = ${change.seal},
      flags = ${change.flags}, seq = ${seq}
    where tenant_id = ${tenantId} and id = ${change.id}`.execute(tx)
}

/** Locks the parked sales named, in id order, and returns those that exist. */
export async function lockParkedSales(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<ParkedSale[]> {
  const { rows } = await sql<{ document: string }>`
    select ${parkedSaleDocument} as document from parked_sales
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])
    order by id
    for no key update`.execute(tx)
  return rows.map((row) => JSON.parse(row.document) as ParkedSale)
}

/** Inserts or replaces parked sales; each document brings its position. */
export async function writeParkedSales(
  tx: Tx,
  tenantId: string,
  sales: readonly ParkedSale[],
): Promise<void> {
  await sql`
    insert into parked_sales (
      tenant_id, id, branch_id, device_id, cashier_id, customer_id, label, lines, discount, note, lane_code,
      cart, created_at, updated_at, deleted, seq)
    select ${tenantId}, s.id, s."branchId", s."deviceId", s."cashierId", s."customerId", s.label, s.lines, s.discount,
      s.note, s."laneCode", s.cart, s."createdAt", s."updatedAt", s._deleted, s.seq
    from json_to_recordset(${JSON.stringify(sales)}) as s(
      id uuid, "branchId" uuid, "deviceId" uuid, "cashierId" uuid, "customerId" uuid, label text, lines jsonb,
      discount bigint, note text, "laneCode" text, cart jsonb, "createdAt" timestamptz, "updatedAt" timestamptz,
      _deleted boolean, seq bigint)
    on conflict (tenant_id, id) do update set device_id = excluded.device_id, cashier_id = excluded.cashier_id,
      customer_id = excluded.customer_id, label = excluded.label, lines = excluded.lines,
      discount = excluded.discount, note = excluded.note, lane_code = excluded.lane_code, cart = excluded.cart,
      updated_at = excluded.updated_at,
      deleted = excluded.deleted, seq = excluded.seq`.execute(tx)
}
