import { sql } from 'kysely'
import type { CollectionName } from '../../shared/sync/collections.ts'
import type { Tx } from '../database/database.ts'

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
  counts: readonly (readonly [CollectionName, number])[],
): Promise<number> {
  const { rows } = await sql<{ before: number }>`
    select take_positions(${tenantId}, ${JSON.stringify(counts)}::jsonb) as before`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('take_positions answered nothing')
  return row.before + 1
}
