import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { CollectionName, ToldName } from '../../shared/sync/collections.ts'
import type { Tx } from '../database/database.ts'

/**
 * Waits for everyone who is about to commit, and keeps others from it until the own commit: what is read afterwards is
 * all that stands before us in the log. For the rare question that only the log's order can answer (L2).
 */
export async function holdLog(tx: Tx, tenantId: string): Promise<void> {
  await sql`select from log_heads where tenant_id = ${tenantId} for no key update`.execute(tx)
}

/**
 * Takes the next positions of the tenant's log for rows about to be written, so many for each collection, and locks
 * the log until the commit: call it last, when everything is gathered and decided (L1, L2).
 *
 * @returns the first position; the collections' blocks follow each other in the order given. Nothing is taken where
 *   all counts are zero (L4).
 */
export async function takePositions(
  tx: Tx,
  tenantId: string,
  counts: readonly (readonly [CollectionName | ToldName, number])[],
): Promise<number> {
  const { rows } = await positionsOf(tenantId, counts).execute(tx)
  const row = rows[0]
  if (!row) throw new Error('take_positions answered nothing')
  return row.before + 1
}

/**
 * The same as a part of a statement that writes the rows as well, so that nobody waits for a way to and fro: `before`
 * is the position before the first.
 */
export function positionsOf(
  tenantId: string,
  counts: readonly (readonly [CollectionName | ToldName, number])[],
): RawBuilder<{ before: number }> {
  return sql<{ before: number }>`
    select take_positions(${tenantId}, ${JSON.stringify(counts)}::jsonb) as before`
}
