import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import { shownConnection } from './status-queries.ts'

/**
 * The address of the connected shop.
 *
 * @throws ApiError shopify/not-connected
 */
export async function domainOf(deps: Deps, tenantId: string): Promise<string> {
  const connection = await shownConnection(deps.database.tenant(tenantId), tenantId)
  if (!connection) throw new ApiError('shopify/not-connected')
  return connection.domain
}
