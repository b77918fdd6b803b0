import { map, type Observable } from 'rxjs'
import type { Order } from '../../shared/orders/order.ts'
import type { KeptCollection } from './open-databases.ts'
import { plain } from './rows.ts'

/** The newest orders first; replays the newest value. */
export function recentOrders(orders: KeptCollection, limit: number): Observable<readonly Order[]> {
  return live(orders, { selector: {}, limit })
}

/** Orders since a moment, the newest first. */
export function ordersSince(orders: KeptCollection, from: string): Observable<readonly Order[]> {
  return live(orders, { selector: { createdAt: { $gte: from } } })
}

export async function orderById(orders: KeptCollection, id: string): Promise<Order | null> {
  const [row] = await orders.storageInstance.findDocumentsById([id], false)
  return row ? (plain(row) as unknown as Order) : null
}

function live(
  orders: KeptCollection,
  query: { selector: object; limit?: number },
): Observable<readonly Order[]> {
  const found = orders.find({ ...query, sort: [{ createdAt: 'desc' }] } as never)
  return found.$.pipe(
    map((documents) => documents.map((it) => ({ ...it.toJSON(), _deleted: false }) as unknown as Order)),
  )
}
