import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

export async function insertSession(
  tx: Tx,
  row: { tenantId: string; id: string; userId: string; tokenHash: Buffer; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      tenant_id: row.tenantId,
      id: row.id,
      user_id: row.userId,
      token_hash: row.tokenHash,
      rotated_at: row.at,
      created_at: row.at,
      expires_at: row.expiresAt,
      ended_at: null,
    })
    .execute()
}

export type StoredSession = {
  userId: string
  tokenHash: Buffer
  rotatedAt: Date
  expiresAt: Date
  endedAt: Date | null
}

/** Locked: of two refreshes with one token, the second must see what the first has made of it. */
export async function lockSession(tx: Tx, tenantId: string, id: string): Promise<StoredSession | undefined> {
  return tx
    .selectFrom('sessions')
    .select([
      'user_id as userId',
      'token_hash as tokenHash',
      'rotated_at as rotatedAt',
      'expires_at as expiresAt',
      'ended_at as endedAt',
    ])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function replaceToken(
  tx: Tx,
  row: { tenantId: string; id: string; tokenHash: Buffer; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({
      token_hash: row.tokenHash,
      rotated_at: row.at,
      expires_at: row.expiresAt,
    })
    .where('tenant_id', '=', row.tenantId)
    .where('id', '=', row.id)
    .execute()
}

export async function endSession(tx: Tx, tenantId: string, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Sessions that ended or ran out before a moment; at most 500 at a time (L6). Gives how many there were. */
export async function deleteOldSessions(tx: Tx, tenantId: string, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from sessions where tenant_id = ${tenantId} and id in (
      select id from sessions
      where tenant_id = ${tenantId} and (expires_at < ${before} or ended_at < ${before})
      limit 500)`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

export async function endSessionsOf(tx: Tx, tenantId: string, userId: string, at: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()
}
