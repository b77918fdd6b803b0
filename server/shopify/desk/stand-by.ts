import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { standByFigures } from '../stock/restored.ts'

/**
 * Says whose stock figures stand after our database was restored, and goes on.
 *
 * @throws ApiError shopify/not-restored
 */
export async function standBy(tx: Tx, deps: Deps, caller: Caller, whose: 'ours' | 'theirs'): Promise<void> {
  const stood = await standByFigures(tx, deps, caller.tenantId, whose, caller.userId)
  if (!stood) throw new ApiError('shopify/not-restored')
}
