import { inTransaction } from '../../database/transaction.ts'
import type { CallFault } from '../api/shop-api.ts'
import type { Shop, Step } from '../connection/connection.ts'
import { stopFor } from '../connection/stop-for.ts'
import { noteImportFault } from './import-queries.ts'
import type { Import } from './import-queries.ts'
import { nextTry } from './retry-times.ts'

/**
 * Notes why a piece of an import came to nothing. It is tried again after 1, 5 and 15 minutes where that may help;
 * then, or where it cannot, the import has failed, and goes on by hand where it was. Where the shop cannot be asked
 * at all it waits for that.
 */
export async function failImport({ deps, tenantId }: Shop, found: Import, fault: CallFault): Promise<Step> {
  const db = deps.database.tenant(tenantId)
  const now = deps.now()
  const isOurs = !(await inTransaction(db, (tx) => stopFor(tx, deps, tenantId, fault)))
  const attempts = isOurs ? found.attempts + 1 : found.attempts
  const next = fault.kind === 'never' ? undefined : nextTry(now, isOurs ? attempts : 1)
  await inTransaction(db, (tx) =>
    noteImportFault(tx, tenantId, found.id, {
      fault,
      attempts,
      nextTryAt: next ?? null,
      at: new Date(now).toISOString(),
    }),
  )
  return isOurs ? 'more' : 'idle'
}
