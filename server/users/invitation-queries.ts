import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'

/** Ends the links of somebody that still work. */
export async function endInvitationsOf(tx: Tx, tenantId: string, userId: string, at: Date): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ ended_at: at })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()
}

export async function insertInvitation(
  tx: Tx,
  tenantId: string,
  row: { id: string; userId: string; secretHash: Buffer; createdBy: string; at: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('invitations')
    .values({
      tenant_id: tenantId,
      id: row.id,
      user_id: row.userId,
      secret_hash: row.secretHash,
      created_by: row.createdBy,
      created_at: row.at,
      expires_at: row.expiresAt,
      ended_at: null,
    })
    .execute()
}

type FoundInvitation = { userId: string; secretHash: Buffer; name: string; email: string; business: string }

/** A link that works, and whom it is for; somebody who was switched off has none. */
export async function openInvitation(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
  at: Date,
): Promise<FoundInvitation | undefined> {
  return db
    .selectFrom('invitations as i')
    .innerJoin('users as u', (on) =>
      on.onRef('u.tenant_id', '=', 'i.tenant_id').onRef('u.id', '=', 'i.user_id'),
    )
    .innerJoin('tenants as t', 't.id', 'i.tenant_id')
    .select([
      'i.user_id as userId',
      'i.secret_hash as secretHash',
      'u.name as name',
      'u.email as email',
      't.name as business',
    ])
    .where('i.tenant_id', '=', tenantId)
    .where('i.id', '=', id)
    .where('i.ended_at', 'is', null)
    .where('i.expires_at', '>', at)
    .where('u.disabled_at', 'is', null)
    .executeTakeFirst()
}

/** The same, locked: a link that is used twice at once works once. */
export async function lockInvitation(
  tx: Tx,
  tenantId: string,
  id: string,
  at: Date,
): Promise<FoundInvitation | undefined> {
  await sql`
    select from invitations where tenant_id = ${tenantId} and id = ${id} for no key update`.execute(tx)
  return openInvitation(tx, tenantId, id, at)
}
