import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Role } from '../../shared/access/roles.ts'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

export type SessionRow = {
  userId: string
  name: string
  email: string
  role: Role
  branchId: string | null
  disabledAt: Date | null
  endedAt: Date | null
  expiresAt: Date
}

/** A login and its person as they are now. */
export async function sessionById(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<SessionRow | undefined> {
  return db
    .selectFrom('sessions as s')
    .innerJoin('users as u', (join) =>
      join.onRef('u.tenant_id', '=', 's.tenant_id').onRef('u.id', '=', 's.user_id'),
    )
    .select([
      's.user_id as userId',
      'u.name',
      'u.email',
      'u.role',
      'u.branch_id as branchId',
      'u.disabled_at as disabledAt',
      's.ended_at as endedAt',
      's.expires_at as expiresAt',
    ])
    .where('s.tenant_id', '=', tenantId)
    .where('s.id', '=', id)
    .executeTakeFirst()
}

export type LaneRow = { id: string; branchId: string; code: string; revokedAt: Date | null }

export async function laneById(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<LaneRow | undefined> {
  return db
    .selectFrom('devices')
    .select(['id', 'branch_id as branchId', 'code', 'revoked_at as revokedAt'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Remembers that a person has worked at a lane: its orders may name them as cashier (A3). */
export async function insertDeviceUser(
  db: Kysely<Schema>,
  row: { tenantId: string; deviceId: string; userId: string; since: Date },
): Promise<void> {
  await db
    .insertInto('device_users')
    .values({ tenant_id: row.tenantId, device_id: row.deviceId, user_id: row.userId, since: row.since })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export type KeyClaim = { tenantId: string; key: string; route: string; bodyHash: Buffer; createdAt: Date }

/** Takes an idempotency key for this transaction; false where it was used before. */
export async function claimKey(tx: Tx, claim: KeyClaim): Promise<boolean> {
  const claimed = await tx
    .insertInto('idempotency_keys')
    .values({
      tenant_id: claim.tenantId,
      key: claim.key,
      route: claim.route,
      body_hash: claim.bodyHash,
      status: 0,
      answer: 'null',
      created_at: claim.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return claimed !== undefined
}

export async function keepAnswer(
  tx: Tx,
  kept: { tenantId: string; key: string; status: number; answer: string },
): Promise<void> {
  await tx
    .updateTable('idempotency_keys')
    .set({ status: kept.status, answer: kept.answer })
    .where('tenant_id', '=', kept.tenantId)
    .where('key', '=', kept.key)
    .execute()
}

export async function keyByName(
  tx: Tx,
  tenantId: string,
  key: string,
): Promise<{ status: number; bodyHash: Buffer; answer: unknown } | undefined> {
  return tx
    .selectFrom('idempotency_keys')
    .select(['status', 'body_hash as bodyHash', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('key', '=', key)
    .executeTakeFirst()
}

/** At most 500 keys at a time (L6); gives how many there were. */
export async function deleteOldKeys(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotency_keys where tenant_id = ${tenantId} and key in (
      select key from idempotency_keys where tenant_id = ${tenantId} and created_at < ${before} limit 500)`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0n)
}
