import type { Order } from '../../shared/orders/order.ts'
import type { KeptCollection } from './open-databases.ts'
import { plain, rowsWhere } from './rows.ts'

const page = 200

/**
 * The orders of a lane's shift. They stand together in the lane's receipt numbers, whatever its clock did: looked for
 * from the newest number down, until a whole page behind them belongs to other shifts.
 *
 * @param prefix branch and lane with the dash behind: `DT-L1-`
 */
export async function ordersOfShift(
  orders: KeptCollection,
  prefix: string,
  shiftId: string,
): Promise<Order[]> {
  const found: Order[] = []
  for (let below = `${prefix}:`; ;) {
    const rows = await rowsWhere(orders, {
      selector: { number: { $gt: prefix, $lt: below } } as never,
      sort: [{ number: 'desc' }] as never,
      limit: page,
    })
    const own = rows.filter((row) => row['shiftId'] === shiftId)
    found.push(...own.map((row) => plain(row) as unknown as Order))
    const last = rows.at(-1)
    if (!last || rows.length < page || (found.length > 0 && own.length === 0)) return found
    below = String(last['number'])
  }
}
