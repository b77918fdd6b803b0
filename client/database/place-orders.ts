import type { Order } from '../../shared/orders/order.ts'
import { breathe } from './log-storage/turns.ts'
import type { KeptCollection } from './open-databases.ts'
import { lastCounter, numberOf, rememberCounter, type Memory } from './receipt-counter.ts'
import { plain, type Row } from './rows.ts'
import type { OrderDraft } from './shop.ts'

type Parts = {
  orders: KeptCollection
  /** Branch and lane with the dash behind, as in `DT-L1-`. */
  prefix: string
  memory: Memory
  /** Whether this tab may write (C2). */
  isWriter(): boolean
  /** One after another with all else that the lane counts. */
  inTurn<T>(task: () => Promise<T>): Promise<T>
  /** The lane's open shift; null where none is. */
  shiftId(): Promise<string | null>
}

/**
 * The verb of a checkout: one order, one document, one strict transaction (C6). Sales of a lane are written one
 * after the other, so that their numbers and their place in the queue agree. Each belongs to the shift that is open.
 */
export function orderPlacer({
  orders,
  prefix,
  memory,
  isWriter,
  inTurn,
  shiftId,
}: Parts): (draft: OrderDraft) => Promise<Order> {
  let counter: number | null = null

  async function place(draft: OrderDraft): Promise<Order> {
    if (!isWriter()) throw new Error('another tab of this lane is selling; this one only reads')
    counter ??= await lastCounter(orders, prefix, memory)
    const order: Order = { ...draft, shiftId: await shiftId(), number: numberOf(prefix, counter + 1) }
    try {
      // Not looked for first: the store says so itself where the order is there already.
      const { error } = await orders.bulkInsert([order as never])
      const [refused] = error
      if (refused?.status === 409) return plain(refused.documentInDb as unknown as Row) as unknown as Order
      if (refused) throw new Error(`order ${order.id} could not be kept: ${refused.status}`)
    } catch (error) {
      // Whether the number was used after all, only the store can say.
      counter = null
      throw error
    }
    counter += 1
    const used = counter
    // The store knows it already; whoever waits for the tick hears of it first.
    void breathe().then(() => rememberCounter(prefix, used, memory))
    return order
  }

  return (draft) => inTurn(() => place(draft))
}
