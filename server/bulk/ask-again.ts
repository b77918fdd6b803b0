import { sql } from 'kysely'
import { inTransaction } from '../database/transaction.ts'
import type { Deps } from '../deps.ts'
import { nextOperation } from './queries.ts'

/** Asks for work at every business that has operations to do and lost its jobs, as after a restore. */
export async function askForBulkAgain({ database, jobs }: Pick<Deps, 'database' | 'jobs'>): Promise<void> {
  const { rows } = await sql<{ id: string }>`select tenant_ids() as id`.execute(database.nobody)
  for (const { id: tenantId } of rows)
    await inTransaction(database.tenant(tenantId), async (tx) => {
      if ((await nextOperation(tx, tenantId)) !== null) await jobs.send(tx, 'bulk.run', { tenantId })
    })
}
