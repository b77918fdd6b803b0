import { sql } from 'kysely'
import type { Role } from '../../shared/access/roles.ts'
import type { LedgerEntry } from '../../shared/inventory/ledger.ts'
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

/** Changes levels by what was booked on them (O4); a product new to a branch gets its level here. */
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
      update stock_levels s set on_hand = s.on_hand + b.delta, updated_at = ${at}, seq = b.seq
      from booked b
      where s.tenant_id = ${tenantId} and s.branch_id = b."branchId" and s.product_id = b."productId"
      returning s.branch_id, s.product_id
    )
    insert into stock_levels (tenant_id, branch_id, product_id, on_hand, updated_at, seq)
    select ${tenantId}, b."branchId", b."productId", b.delta, ${at}, b.seq
    from booked b
    where (b."branchId", b."productId") not in (select branch_id, product_id from changed)`.execute(tx)
}

export type MovementConflict = {
  movement: StockMovement
  hash: Buffer
  requested: number
  available: number
  detectedAt: string
  settlement?: Record<string, unknown> | null
}

/** The movement conflicts that are kept under these ids. */
export async function movementConflictsByIds(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<MovementConflict[]> {
  const { rows } = await sql<Omit<MovementConflict, 'detectedAt'> & { detectedAt: Date }>`
    select movement, payload_hash as hash, requested, available, detected_at as "detectedAt", settlement
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

export type LedgerRow = Omit<LedgerEntry, 'createdAt'> & { createdAt: Date }

/** The ledger of a product at a branch, newest first, before a position; at most `limit` entries. */
export async function ledgerOf(
  db: Tx,
  tenantId: string,
  { productId, branchId }: LevelKey,
  page: { before: number | null; limit: number },
): Promise<LedgerRow[]> {
  const { rows } = await sql<LedgerRow>`
    select m.id, m.seq, m.delta, m.balance, m.reason, m.order_id as "orderId", o.number as "orderNumber",
      u.name as "actorName", b.code || '-' || d.code as "laneCode", m.note, m.created_at as "createdAt"
    from stock_movements m
    left join orders o on o.tenant_id = ${tenantId} and o.id = m.order_id
    left join users u on u.tenant_id = ${tenantId} and u.id = m.actor_id
    left join devices d on d.tenant_id = ${tenantId} and d.id = m.device_id
    left join branches b on b.tenant_id = ${tenantId} and b.id = d.branch_id
    where m.tenant_id = ${tenantId} and m.product_id = ${productId} and m.branch_id = ${branchId} and not m.deleted
      ${page.before === null ? sql`` : sql`and m.seq < ${page.before}`}
    order by m.seq desc
    limit ${page.limit}`.execute(db)
  return rows
}

/** What a lane was last told of stock levels by a moment, with what lay on the shelf at that position. */
export async function toldBy(
  db: Tx,
  tenantId: string,
  { productId, branchId }: LevelKey,
  deviceId: string,
  at: Date,
): Promise<{ at: Date; reached: number; shelf: number } | undefined> {
  const { rows } = await sql<{ at: Date; reached: number; shelf: number }>`
    with told as (
      select at, reached from sync_log
      where tenant_id = ${tenantId} and device_id = ${deviceId} and at <= ${at}
        and direction = 'pull' and collection = 'stockLevels' and reached is not null
      order by at desc limit 1
    )
    select told.at, told.reached, (
      select coalesce(sum(m.delta), 0)::integer from stock_movements m
      where m.tenant_id = ${tenantId} and m.product_id = ${productId} and m.branch_id = ${branchId}
        and m.seq <= told.reached and not m.deleted
    ) as shelf
    from told`.execute(db)
  return rows[0]
}

/** What a lane itself did to a product's shelf by its own clock, that is behind a position in the log. */
export async function ownBehind(
  db: Tx,
  tenantId: string,
  { productId, branchId }: LevelKey,
  deviceId: string,
  at: Date,
  reached: number,
): Promise<number> {
  const { rows } = await sql<{ own: number }>`
    select coalesce(sum(m.delta), 0)::integer as own
    from stock_movements m
    left join orders o on o.tenant_id = ${tenantId} and o.id = m.order_id
    where m.tenant_id = ${tenantId} and m.product_id = ${productId} and m.branch_id = ${branchId}
      and m.device_id = ${deviceId} and m.seq > ${reached} and not m.deleted
      and coalesce(o.created_at, m.created_at) <= ${at}`.execute(db)
  return rows[0]?.own ?? 0
}

/** What lies on a shelf now; 0 where nothing ever did. */
export async function levelOf(db: Tx, tenantId: string, { branchId, productId }: LevelKey): Promise<number> {
  const row = await db
    .selectFrom('stock_levels')
    .select('on_hand as onHand')
    .where('tenant_id', '=', tenantId)
    .where('branch_id', '=', branchId)
    .where('product_id', '=', productId)
    .executeTakeFirst()
  return row?.onHand ?? 0
}

export type LockedMovement = {
  movement: StockMovement
  hash: Buffer
  requested: number
  available: number
  settlement: Record<string, unknown> | null
}

/** Locks a held movement with the other half of its transfer, in id order. */
export async function lockHeldMovements(tx: Tx, tenantId: string, id: string): Promise<LockedMovement[]> {
  const { rows } = await sql<LockedMovement>`
    select movement, payload_hash as hash, requested, available, settlement
    from movement_conflicts
    where tenant_id = ${tenantId} and (id = ${id} or id in (
      select other.id
      from movement_conflicts one
      join movement_conflicts other on other.tenant_id = one.tenant_id
        and other.movement ->> 'transferId' = one.movement ->> 'transferId'
        and other.detected_at = one.detected_at
      where one.tenant_id = ${tenantId} and one.id = ${id}))
    order by id
    for no key update`.execute(tx)
  return rows
}

export async function settleHeldMovements(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
  settlement: { at: string },
): Promise<void> {
  await sql`
    update movement_conflicts set settled_at = ${settlement.at}, settlement = ${JSON.stringify(settlement)}
    where tenant_id = ${tenantId} and id = any (${[...ids]}::uuid[])`.execute(tx)
}
