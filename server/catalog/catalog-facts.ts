import type { OrderFacts } from '../../shared/orders/settle.ts'
import type { Tx } from '../database/database.ts'
import { pricesOf } from './queries.ts'

/** What the catalogue says of the products that orders name: price in minor units, tax rate, archived or not. */
export async function catalogFacts(
  tx: Tx,
  tenantId: string,
  productIds: readonly string[],
): Promise<OrderFacts['products']> {
  const products = await pricesOf(tx, tenantId, productIds)
  return new Map(products.map(({ id, ...facts }) => [id, facts]))
}
