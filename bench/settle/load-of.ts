import type { Shop } from '../world/shop.ts'
import { makeOrder, pushOf } from './make-order.ts'
import type { Load } from './push-all.ts'

/** So many orders of one device, so many in a push, of the products given. */
export function loadOf(
  shop: Shop,
  lane: number,
  headers: Record<string, string>,
  products: readonly string[],
  rows: number,
  orders: number,
): Load {
  const bodies: Buffer[] = []
  for (let from = 0; from < orders; from += rows) {
    bodies.push(
      pushOf(Array.from({ length: Math.min(rows, orders - from) }, () => makeOrder(shop, lane, products))),
    )
  }
  return { headers, bodies, orders }
}
