import { tellLevels } from '../store/levels.ts'
import type { Order } from '../store/state.ts'
import { orderBody } from '../webhooks/order-body.ts'
import type { World } from '../world.ts'
import { ship } from './claim-stock.ts'

/** What was set aside for an order leaves the shelf. */
export function shipOrder(world: World, order: Order): void {
  if (order.fulfilled || order.cancelledAt !== null) return
  order.fulfilled = true
  order.updatedAt = world.now()
  const levels = order.lines.flatMap((line) => {
    line.shipped = line.quantity - line.removed
    return ship(world, line, line.shipped)
  })
  world.touch()
  world.emit('orders/fulfilled', orderBody(world, order))
  world.emit('orders/updated', orderBody(world, order))
  tellLevels(world, levels)
}
