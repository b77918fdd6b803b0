import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** Where a reader of a log stands. Positions of the log. */
export type Reading = {
  /** Everything up to here was read. */
  after: number
  /** The log as it is now. */
  head: number
  /** Where the log was when this reader first looked: older news is no news. */
  beganAt: number
}

/**
 * Takes up a reader of a tenant's log where it stands, for this transaction alone; it begins at the log's beginning.
 * What it makes of the log is written in the same transaction as `noteRead`, so that a reader that dies goes on where
 * it was and does nothing twice.
 *
 * @param reader what it is called, once for the whole server
 * @returns null where another node has it in hand
 */
export async function readOn(tx: Tx, tenantId: string, reader: string): Promise<Reading | null> {
  await sql`
    insert into log_readers (tenant_id, reader, began_at, seq)
    select tenant_id, ${reader}, head, 0 from log_heads where tenant_id = ${tenantId}
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<Reading>`
    select r.seq as after, r.began_at as "beganAt", h.head
    from log_readers r join log_heads h on h.tenant_id = r.tenant_id
    where r.tenant_id = ${tenantId} and r.reader = ${reader}
    for no key update of r skip locked`.execute(tx)
  return rows[0] ?? null
}

/** Notes up to where a reader has come, in the transaction of `readOn`. */
export async function noteRead(tx: Tx, tenantId: string, reader: string, upTo: number): Promise<void> {
  await sql`
    update log_readers set seq = ${upTo} where tenant_id = ${tenantId} and reader = ${reader}`.execute(tx)
}
