import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'

/**
 * Enters people as having worked at a lane: its orders may name them as cashiers from then on (A3). Who is entered
 * already stays as they are.
 */
export async function notePeople(
  db: Kysely<Schema>,
  tenantId: string,
  deviceId: string,
  userIds: readonly string[],
  since: Date,
): Promise<void> {
  await sql`
    insert into device_users (tenant_id, device_id, user_id, since)
    select ${tenantId}, ${deviceId}, person, ${since} from unnest(${[...userIds]}::uuid[]) as person
    on conflict do nothing`.execute(db)
}
