import { sql } from 'kysely'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Tx } from '../database/database.ts'
import { movementDocument } from './movement-document.ts'

export type LevelKey = { branchId: string; productId: string }
export type Level = LevelKey & { onHand: number }

/**
 * Locks the stock levels named and returns those that exist, ordered by branch and product: two lanes selling the
 * same two shirts in opposite order would deadlock otherwise (O2). A level that does not exist yet has no row to lock:
 * `writeLevels` sees to it that two nodes do not both begin it at zero.
 */
export async function lockLevels(tx: Tx, tenantId: string, keys: readonly LevelKey[]): Promise<Level[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Level>`
    select branch_id as "branchId", product_id as "productId", on_hand as "onHand"
    from stock_levels
    where tenant_id = ${tenantId}
      and (branch_id, product_id) in (
        select branch, product
        from unnest(${keys.map((key) => key.branchId)}::uuid[], ${keys.map((key) => key.productId)}::uuid[])
          as asked(branch, product))
    order by branch_id, product_id
    for no key update`.execute(tx)
  return rows
}

/** The products named that exist in the tenant's catalogue, deleted ones left out. */
export async function existingProducts(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from products
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[]) and not deleted`.execute(tx)
  return rows.map((row) => row.id)
}

/** The branches named that exist. */
export async function existingBranches(tx: Tx, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from branches
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[]) and not deleted`.execute(tx)
  return rows.map((row) => row.id)
}

export type KnownMovement = { id: string; hash: Buffer | null; document: StockMovement }

/** The booked movements that are stored under these ids. */
export async function movementsByIds(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<KnownMovement[]> {
  const { rows } = await sql<{ id: string; hash: Buffer | null; document: string }>`
    select id, payload_hash as hash, ${movementDocument} as document
    from stock_movements
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows.map((row) => ({ ...row, document: JSON.parse(row.document) as StockMovement }))
}

/** A movement of the ledger with its position; `hash` where a device wrote it. */
export type MovementRow = { document: StockMovement; hash: Buffer | null }

/** Appends movements to the ledger. */
export async function insertMovements(tx: Tx, tenantId: string, rows: readonly MovementRow[]): Promise<void> {
  const movements = rows.map(({ document, hash }) => ({
    ...document,
    hash: hash?.toString('base64') ?? null,
  }))
  await sql`
    insert into stock_movements (
      tenant_id, id, branch_id, product_id, delta, balance, reason, order_id, transfer_id, counted, expected, note,
      actor_id, device_id, created_at, payload_hash, seq)
    select ${tenantId}, m.id, m."branchId", m."productId", m.delta, m.balance, m.reason, m."orderId", m."transferId",
      m.counted, m.expected, m.note, m."actorId", m."deviceId", m."createdAt", decode(m.hash, 'base64'), m.seq
    from json_to_recordset(${JSON.stringify(movements)}) as m(
      id uuid, "branchId" uuid, "productId" uuid, delta integer, balance integer, reason text, "orderId" uuid,
      "transferId" uuid, counted integer, expected integer, note text, "actorId" uuid, "deviceId" uuid,
      "createdAt" timestamptz, hash text, seq bigint)`.execute(tx)
}

/** `before` is the on-hand that the new one was reckoned from. */
export type LevelRow = Level & { before: number; seq: number }

/**
 * Writes the new on-hand of levels; a product new to a branch gets its level here. A level that does not exist cannot
 * be locked: where another transaction made it meanwhile, nothing is written and the caller's transaction must begin
 * again (O4).
 *
 * @throws LevelMoved where a level is not what the new on-hand was reckoned from
 */
export async function writeLevels(
  tx: Tx,
  tenantId: string,
  rows: readonly LevelRow[],
  at: string,
): Promise<void> {
  if (rows.length === 0) return
  const { rows: written } = await sql<{ count: number }>`
    with reckoned as (
      select l."branchId", l."productId", l."onHand", l.before, l.seq
      from json_to_recordset(${JSON.stringify(rows)}) as l(
        "branchId" uuid, "productId" uuid, "onHand" integer, before integer, seq bigint)
    ), changed as (
      update stock_levels s set on_hand = r."onHand", updated_at = ${at}, seq = r.seq
      from reckoned r
      where s.tenant_id = ${tenantId} and s.branch_id = r."branchId" and s.product_id = r."productId"
        and s.on_hand = r.before
      returning s.product_id
    ), made as (
      insert into stock_levels (tenant_id, branch_id, product_id, on_hand, updated_at, seq)
      select ${tenantId}, r."branchId", r."productId", r."onHand", ${at}, r.seq
      from reckoned r
      where r.before = 0 and not exists (
        select from stock_levels s
        where s.tenant_id = ${tenantId} and s.branch_id = r."branchId" and s.product_id = r."productId")
      returning product_id
    )
    select ((select count(*) from changed) + (select count(*) from made))::integer as count`.execute(tx)
  if (written[0]?.count !== rows.length) throw new LevelMoved()
}

/** A level was made by another transaction after this one had looked: the transaction begins again (L6). */
class LevelMoved extends Error {
  override name = 'LevelMoved'
  /** Postgres's own code for a transaction that a second try mends. */
  readonly code = '40001'
}

export type MovementConflict = {
  movement: StockMovement
  hash: Buffer
  requested: number
  available: number
  detectedAt: string
}

/** The movement conflicts that are kept under these ids. */
export async function movementConflictsByIds(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<MovementConflict[]> {
  const { rows } = await sql<Omit<MovementConflict, 'detectedAt'> & { detectedAt: Date }>`
    select movement, payload_hash as hash, requested, available, detected_at as "detectedAt"
    from movement_conflicts
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows.map((row) => ({ ...row, detectedAt: row.detectedAt.toISOString() }))
}

/** Keeps movements that would have taken a level below zero (M3). */
export async function insertMovementConflicts(
  tx: Tx,
  tenantId: string,
  conflicts: readonly MovementConflict[],
): Promise<void> {
  if (conflicts.length === 0) return
  await tx
    .insertInto('movement_conflicts')
    .values(
      conflicts.map((conflict) => ({
        tenant_id: tenantId,
        id: conflict.movement.id,
        branch_id: conflict.movement.branchId,
        product_id: conflict.movement.productId,
        movement: JSON.stringify(conflict.movement),
        payload_hash: conflict.hash,
        requested: conflict.requested,
        available: conflict.available,
        detected_at: new Date(conflict.detectedAt),
        settled_at: null,
      })),
    )
    .execute()
}
