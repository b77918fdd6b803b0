import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Device } from '../../shared/access/session.ts'
import type { ReportFrame } from '../../shared/sync/protocol.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** Locked, so that two lanes registered at once get different codes. */
export async function lockBranch(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<'open' | 'closed' | 'unknown'> {
  const branch = await tx
    .selectFrom('branches')
    .select(sql<string | null>`settings ->> 'closedAt'`.as('closedAt'))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted', '=', false)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!branch) return 'unknown'
  return branch.closedAt === null ? 'open' : 'closed'
}

/** Whether the business has a branch, open or closed. */
export async function hasBranch(db: Kysely<Schema>, tenantId: string, id: string): Promise<boolean> {
  const branch = await db
    .selectFrom('branches')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted', '=', false)
    .executeTakeFirst()
  return branch !== undefined
}

/**
 * The highest number among the lane codes of a branch; 0 where it has none. Orders that came back after a restore bear
 * codes of lanes that are not back yet.
 */
export async function highestLane(tx: Tx, tenantId: string, branchId: string): Promise<number> {
  const { rows } = await sql<{ highest: number }>`
    select greatest(0, max(substring(code from '^L(\\d{1,6})$')::integer), (
      select max(substring(number from '-L(\\d{1,5})-\\d+(?:-R)?$')::integer)
      from orders
      where tenant_id = ${tenantId} and branch_id = ${branchId} and 'restored' = any (flags)
    )) as highest
    from devices
    where tenant_id = ${tenantId} and branch_id = ${branchId}`.execute(tx)
  return rows[0]?.highest ?? 0
}

/** Whether another lane of the branch bears a code, or orders do that came back before their lane. */
export async function isCodeTaken(
  tx: Tx,
  tenantId: string,
  { id, branchId, code }: Device,
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (
      select from devices
      where tenant_id = ${tenantId} and branch_id = ${branchId} and code = ${code} and id <> ${id}
    ) or exists (
      select from orders
      where tenant_id = ${tenantId} and branch_id = ${branchId} and 'restored' = any (flags) and device_id <> ${id}
        and substring(number from '-(L\\d{1,5})-\\d+(?:-R)?$') = ${code}
    ) as taken`.execute(tx)
  return rows[0]?.taken ?? true
}

export async function insertDevice(
  tx: Tx,
  row: { tenantId: string; device: Device; createdBy: string; at: Date },
): Promise<void> {
  const { id, name, branchId, code } = row.device
  await tx
    .insertInto('devices')
    .values({
      tenant_id: row.tenantId,
      id,
      branch_id: branchId,
      code,
      name,
      created_by: row.createdBy,
      created_at: row.at,
      revoked_at: null,
      last_seen_at: row.at,
    })
    .execute()
}

export async function touchDevices(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  await tx
    .updateTable('devices')
    .set({ last_seen_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute()
}

export async function writeName(tx: Tx, tenantId: string, id: string, name: string): Promise<void> {
  await tx
    .updateTable('devices')
    .set({ name })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}

export type ListedDevice = Device & { createdAt: Date; revokedAt: Date | null; lastSeenAt: Date | null }

/** In the order of their codes' age: as they were registered. */
export async function devicesOf(
  db: Kysely<Schema>,
  tenantId: string,
  branchId: string | null,
): Promise<ListedDevice[]> {
  let query = db
    .selectFrom('devices')
    .select([
      'id',
      'name',
      'branch_id as branchId',
      'code',
      'created_at as createdAt',
      'revoked_at as revokedAt',
      'last_seen_at as lastSeenAt',
    ])
    .where('tenant_id', '=', tenantId)
  if (branchId !== null) query = query.where('branch_id', '=', branchId)
  return query.orderBy('created_at').orderBy('id').limit(2_000).execute()
}

/** Since when the device is revoked, which may be before now; undefined where there is no such device. */
export async function markRevoked(tx: Tx, tenantId: string, id: string, at: Date): Promise<Date | undefined> {
  const { rows } = await sql<{ revokedAt: Date }>`
    update devices set revoked_at = coalesce(revoked_at, ${at}::timestamptz)
    where tenant_id = ${tenantId} and id = ${id}
    returning revoked_at as "revokedAt"`.execute(tx)
  return rows[0]?.revokedAt
}

export type SyncLogRow = {
  id: string
  deviceId: string
  at: Date
  direction: 'pull' | 'push' | 'stream'
  collection: string | null
  requests: number
  documents: number
  conflicts: number
  rejected: number
  errors: number
  lastError: string | null
  reached: number | null
}

/** One statement for however many rows; devices that do not exist are left out rather than failing the others. */
export async function insertSyncLog(tx: Tx, tenantId: string, rows: readonly SyncLogRow[]): Promise<void> {
  await sql`
    insert into sync_log (tenant_id, id, device_id, at, direction, collection, requests, documents, conflicts,
      rejected, errors, last_error, reached)
    select ${tenantId}, r.id, r."deviceId", r.at, r.direction, r.collection, r.requests, r.documents, r.conflicts,
      r.rejected, r.errors, r."lastError", r.reached
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "deviceId" uuid, at timestamptz,
      direction text, collection text, requests integer, documents integer, conflicts integer, rejected integer,
      errors integer, "lastError" text, reached bigint)
    join devices d on d.tenant_id = ${tenantId} and d.id = r."deviceId"`.execute(tx)
}

/** Newest first; `before` is the `at` and id of the last row of the page before. */
export async function syncLogOf(
  db: Kysely<Schema>,
  tenantId: string,
  deviceId: string,
  limit: number,
  before: { at: Date; id: string } | null,
): Promise<SyncLogRow[]> {
  let query = db
    .selectFrom('sync_log')
    .select([
      'id',
      'device_id as deviceId',
      'at',
      'direction',
      'collection',
      'requests',
      'documents',
      'conflicts',
      'rejected',
      'errors',
      'last_error as lastError',
      'reached',
    ])
    .where('tenant_id', '=', tenantId)
    .where('device_id', '=', deviceId)
  if (before !== null) {
    query = query.where((row) =>
      row.or([row('at', '<', before.at), row.and([row('at', '=', before.at), row('id', '<', before.id)])]),
    )
  }
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** At most 500 rows at a time (L6); gives how many there were. */
export async function deleteOldSyncLog(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from sync_log where tenant_id = ${tenantId} and id in (
      select id from sync_log where tenant_id = ${tenantId} and at < ${before} limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** What changed of a lane's presence since it was last written. Times in ISO 8601. */
export type PresenceRow = {
  deviceId: string
  at: string
  /** The socket that stands now, where one was opened. */
  opened: string | null
  since: string | null
  closed: string[]
  report: Omit<ReportFrame, 'type'> | null
}

/** One statement for however many lanes. A socket that ended after another one was opened elsewhere changes nothing. */
export async function writePresence(
  tx: Tx,
  tenantId: string,
  nodeId: string,
  rows: readonly PresenceRow[],
): Promise<void> {
  await sql`
    update devices d set
      socket_id = case when r.opened is not null then r.opened when r.closed ? d.socket_id::text then null else d.socket_id end,
      socket_node = case when r.opened is not null then ${nodeId}::uuid when r.closed ? d.socket_id::text then null else d.socket_node end,
      socket_since = case when r.opened is not null then r.since when r.closed ? d.socket_id::text then null else d.socket_since end,
      report = coalesce(r.report, d.report),
      reported_at = case when r.report is null then d.reported_at else r.at end,
      last_seen_at = greatest(d.last_seen_at, r.at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r ("deviceId" uuid, at timestamptz, opened uuid, since timestamptz, closed jsonb, report jsonb)
    where d.tenant_id = ${tenantId} and d.id = r."deviceId"`.execute(tx)
}

/** A node that stops has no sockets any more. */
export async function leaveNode(tx: Tx, tenantId: string, nodeId: string): Promise<void> {
  await tx
    .updateTable('devices')
    .set({ socket_id: null, socket_node: null, socket_since: null })
    .where('tenant_id', '=', tenantId)
    .where('socket_node', '=', nodeId)
    .execute()
}

export type LaneHealthRow = {
  id: string
  branchId: string
  name: string
  code: string
  lastSeenAt: Date | null
  socketSince: Date | null
  report: Omit<ReportFrame, 'type'> | null
  reportedAt: Date | null
  lastSyncAt: Date | null
  requests: number
  errors: number
  lastError: string | null
  refused: number
  conflicts: number
}

/**
 * The lanes of a business that are not revoked, with what is known of how each does. A socket counts while the node
 * that holds it has said lately that it lives, or may not have had the time to say so yet.
 *
 * @param fresh since when a node must have said so
 * @param hourAgo since when errors are counted
 */
export async function laneHealth(
  db: Kysely<Schema>,
  tenantId: string,
  fresh: Date,
  hourAgo: Date,
): Promise<LaneHealthRow[]> {
  const { rows } = await sql<LaneHealthRow>`
    with alive as (
      select distinct node_id from metrics_history where tenant_id = ${tenantId} and at > ${fresh}
    )
    select d.id, d.branch_id as "branchId", d.name, d.code, d.last_seen_at as "lastSeenAt",
      case when d.socket_since > ${fresh} or d.socket_node in (select node_id from alive)
        then d.socket_since end as "socketSince",
      d.report, d.reported_at as "reportedAt", synced.at as "lastSyncAt",
      coalesce(hour.requests, 0)::integer as requests, coalesce(hour.errors, 0)::integer as errors,
      hour.last_error as "lastError", coalesce(hour.refused, 0)::integer as refused,
      coalesce(hour.conflicts, 0)::integer as conflicts
    from devices d
    left join lateral (
      select s.at from sync_log s
      where s.tenant_id = ${tenantId} and s.device_id = d.id and s.direction <> 'stream' and s.errors < s.requests
      order by s.at desc limit 1
    ) synced on true
    left join lateral (
      select sum(s.requests) as requests, sum(s.errors) as errors, sum(s.rejected) as refused,
        sum(s.conflicts) as conflicts,
        (array_agg(s.last_error order by s.at desc) filter (where s.last_error is not null))[1] as last_error
      from sync_log s
      where s.tenant_id = ${tenantId} and s.device_id = d.id and s.at > ${hourAgo}
    ) hour on true
    where d.tenant_id = ${tenantId} and d.revoked_at is null
    order by d.branch_id, d.created_at, d.id
    limit 5000`.execute(db)
  return rows
}
