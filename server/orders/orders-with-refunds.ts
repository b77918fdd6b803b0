import type { Order } from '../../shared/orders/order.ts'
import type { Tx } from '../database/database.ts'
import { ordersByIds, refundIdsOf } from './queries.ts'

/** The orders under these ids as they now stand, with every refund of them. */
export async function ordersWithRefunds(tx: Tx, tenantId: string, ids: readonly string[]): Promise<Order[]> {
  const refunds = await refundIdsOf(tx, tenantId, ids)
  return (await ordersByIds(tx, tenantId, [...ids, ...refunds])).map(({ document }) => document)
}
