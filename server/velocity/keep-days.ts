import type { Kysely } from 'kysely'
import type { Schema } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { CHUNK, lockDays, writeDays } from './days-queries.ts'

/**
 * Brings the days of a business up to its ledger, as a reader of the log: chunk by chunk, each in a transaction of its
 * own that notes how far it came (L6), so that a node that dies loses none and counts none twice. Nodes that try at
 * once leave it to one.
 *
 * @param rows movements a transaction
 * @returns whether everything that was there is in its day now
 */
export async function keepDays(
  db: Kysely<Schema>,
  tenantId: string,
  { rows = CHUNK, signal }: { rows?: number; signal?: AbortSignal } = {},
): Promise<boolean> {
  for (let read = rows; read === rows;) {
    if (signal?.aborted) return false
    const written = await inTransaction(db, async (tx) =>
      (await lockDays(tx, tenantId)) ? writeDays(tx, tenantId, rows) : null,
    )
    if (written === null) return false
    read = written
  }
  return true
}
