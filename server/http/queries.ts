import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

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
