import { sql } from 'kysely'
import type { Role } from '../../shared/access/roles.ts'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Tx } from '../database/database.ts'
import { present } from '../database/present.ts'
import { movementDocument } from './movement-document.ts'

export type LevelKey = { branchId: string; productId: string }
export type Level = LevelKey & { onHand: number }

/**
 * Locks the stock levels named and returns those that exist, ordered by branch and product: two lanes selling the
 * same two shirts in opposite order would deadlock otherwise (O2).
 *
 * A level that does not exist yet has no row to lock: its name is locked instead and it is looked for once more. Of
 * two nodes that meet the first delivery of a product, one would else find nothing on the shelf behind it in the log.
 */
export async function lockLevels(tx: Tx, tenantId: string, keys: readonly LevelKey[]): Promise<Level[]> {
  const found = await lockExisting(tx, tenantId, keys)
  const names = new Set(found.map(nameOf))
  const missing = keys.filter((key) => !names.has(nameOf(key)))
  if (missing.length === 0) return found
  const locked = [...new Set(missing.map((key) => `${tenantId}:${nameOf(key)}`))].toSorted()
  await sql`
    select pg_advisory_xact_lock(hashtextextended(name, 0))
    from unnest(${locked}::text[]) with ordinality as names(name, place)
    order by place`.execute(tx)
  return [...found, ...(await lockExisting(tx, tenantId, missing))]
}

function nameOf({ branchId, productId }: LevelKey): string {
  return `${branchId}:${productId}`
}

async function lockExisting(tx: Tx, tenantId: string, keys: readonly LevelKey[]): Promise<Level[]> {
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

type LimitsAndApprovers = {
  branches: { id: string; limits: unknown }[]
  approvers: { id: string; role: Role; disabledAt: string | null }[]
}

/** From where on branches want an approval, as their settings are stored, and the people named who exist. */
export async function limitsAndApprovers(
  tx: Tx,
  tenantId: string,
  branchIds: readonly string[],
  approverIds: readonly string[],
): Promise<LimitsAndApprovers> {
  const { rows } = await sql<{ [part in keyof LimitsAndApprovers]: LimitsAndApprovers[part] | null }>`
    select (
      select json_agg(json_build_object('id', b.id, 'limits', b.settings -> 'limits'))
      from branches b
      where b.tenant_id = ${tenantId} and b.id = any (${[...branchIds]}::uuid[])
    ) as branches, (
      select json_agg(json_build_object('id', u.id, 'role', u.role, 'disabledAt', u.disabled_at))
      from users u
      where u.tenant_id = ${tenantId} and u.id = any (${[...approverIds]}::uuid[])
    ) as approvers`.execute(tx)
  return { branches: rows[0]?.branches ?? [], approvers: rows[0]?.approvers ?? [] }
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
    ...present(document),
    ...(hash ? { hash: hash.toString('base64') } : {}),
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

/** The levels that this transaction has raised: what it booked stands behind where the log was when it began to take. */
export async function raisedLevels(tx: Tx, tenantId: string): Promise<LevelKey[]> {
  const { rows } = await sql<LevelKey>`
    select m.branch_id as "branchId", m.product_id as "productId"
    from stock_movements m
    where m.tenant_id = ${tenantId} and m.seq > (
      select case when l.xmin = pg_current_xact_id()::xid then l.taken_from else l.head end
      from log_heads l where l.tenant_id = ${tenantId})
    group by m.branch_id, m.product_id
    having sum(m.delta) > 0`.execute(tx)
  return rows
}

/** The position of the newest count of each shelf that was ever counted. */
export async function lastCounts(
  tx: Tx,
  tenantId: string,
  branchId: string,
  productIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; seq: number }>`
    select asked.id, (
      select m.seq from stock_movements m
      where m.tenant_id = ${tenantId} and m.branch_id = ${branchId} and m.product_id = asked.id
        and m.reason = 'recount' and not m.deleted
      order by m.seq desc limit 1) as seq
    from unnest(${[...productIds]}::uuid[]) as asked (id)`.execute(tx)
  return new Map(rows.flatMap(({ id, seq }) => (seq === null ? [] : [[id, Number(seq)] as const])))
}

/** By how much a level changes, and its new position. */
export type LevelChange = LevelKey & { delta: number; seq: number }

/**
 * Changes levels by what was booked on them (O4), and the days that they last at their pace with them; a product new to
 * a branch gets its level here.
 */
export async function changeLevels(
  tx: Tx,
  tenantId: string,
  changes: readonly LevelChange[],
  at: string,
): Promise<void> {
  await sql`
    with booked as (
      select l."branchId", l."productId", l.delta, l.seq
      from json_to_recordset(${JSON.stringify(changes)}) as l(
        "branchId" uuid, "productId" uuid, delta integer, seq bigint)
    ), changed as (
      update stock_levels s
      set on_hand = s.on_hand + b.delta, updated_at = ${at}, seq = b.seq,
        days_remaining = case when s.velocity > 0 then least(999, round(
          ((s.on_hand + b.delta) / s.velocity)::numeric,
          case when s.on_hand + b.delta < 10 * s.velocity then 1 else 0 end)) end
      from booked b
      where s.tenant_id = ${tenantId} and s.branch_id = b."branchId" and s.product_id = b."productId"
      returning s.branch_id, s.product_id
    )
    insert into stock_levels (tenant_id, branch_id, product_id, on_hand, updated_at, seq)
    select ${tenantId}, b."branchId", b."productId", b.delta, ${at}, b.seq
    from booked b
    where (b."branchId", b."productId") not in (select branch_id, product_id from changed)`.execute(tx)
}
