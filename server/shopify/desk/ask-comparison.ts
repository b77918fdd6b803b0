import type { Tx } from '../../database/database.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { askForComparison, shownConnection } from './status-queries.ts'

/**
 * Has the next pass compare both sides whole, as every night.
 *
 * @throws ApiError shopify/not-connected; shopify/not-on where the shop is not told anything just now
 */
export async function askComparison(tx: Tx, { tenantId }: Caller): Promise<void> {
  const connection = await shownConnection(tx, tenantId)
  if (!connection) throw new ApiError('shopify/not-connected')
  if (connection.state !== 'on') throw new ApiError('shopify/not-on', { state: connection.state })
  await askForComparison(tx, tenantId)
}
