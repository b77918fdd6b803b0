import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import type { KnownSession } from '../http/access.ts'

/** A login and its person as they are now, ended and switched off or not. */
export async function sessionById(
  db: Kysely<Schema>,
  tenantId: string,
  id: string,
): Promise<KnownSession | undefined> {
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
