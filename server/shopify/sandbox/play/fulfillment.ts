import { notPlayed } from '../graphql/api-error.ts'
import { pageOf } from '../graphql/connection.ts'
import type { PageArgs } from '../graphql/connection.ts'
import { gidOf, numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import { moneyBag } from '../store/money.ts'
import type { Line, Location, Order } from '../store/state.ts'
import { apiTime } from '../store/times.ts'
import type { World } from '../world.ts'
import type { Plays } from './play.ts'

/** What is to be sent to the customer from one location. Its ids are its lines' numbers, so that nothing is kept twice. */
type FulfillmentOrder = { id: Gid; order: Order; location: Location; lines: FulfillmentLine[] }
type FulfillmentLine = { id: Gid; line: Line; total: number; remaining: number }

/** From where the lines of an order go out: the location that their pieces are set aside at. */
export const fulfillment: Plays = {
  Order: {
    fulfillmentOrders: (
      order: Order,
      args: PageArgs & { displayable?: boolean | null; query?: string | null },
      { world, everything },
    ) => {
      if (args.displayable === true || args.query != null)
        throw notPlayed('Order.fulfillmentOrders, filtered')
      return pageOf(fulfillmentOrdersOf(world, order), args, () => null, everything)
    },
  },
  FulfillmentOrder: {
    orderId: ({ order }: FulfillmentOrder) => order.id,
    orderName: ({ order }: FulfillmentOrder) => order.name,
    orderProcessedAt: ({ order }: FulfillmentOrder) => apiTime(order.processedAt),
    createdAt: ({ order }: FulfillmentOrder) => apiTime(order.createdAt),
    updatedAt: ({ order }: FulfillmentOrder) => apiTime(order.updatedAt),
    fulfillAt: ({ order }: FulfillmentOrder) => apiTime(order.createdAt),
    fulfillBy: () => null,
    requestStatus: () => 'UNSUBMITTED',
    status: ({ order, lines }: FulfillmentOrder) =>
      order.cancelledAt !== null || lines.every(({ remaining }) => remaining === 0) ? 'CLOSED' : 'OPEN',
    assignedLocation: ({ location }: FulfillmentOrder) => ({ ...location, location }),
    lineItems: ({ lines }: FulfillmentOrder, args: PageArgs, { everything }) =>
      pageOf(lines, args, () => null, everything),
  },
  FulfillmentOrderAssignedLocation: {
    address2: () => null,
    phone: () => null,
    province: () => null,
    zip: () => null,
  },
  FulfillmentOrderLineItem: {
    lineItem: ({ line }: FulfillmentLine) => line,
    totalQuantity: ({ total }: FulfillmentLine) => total,
    remainingQuantity: ({ remaining }: FulfillmentLine) => remaining,
    productTitle: ({ line }: FulfillmentLine) => line.title,
    variantTitle: ({ line }: FulfillmentLine) => line.variantTitle,
    sku: ({ line }: FulfillmentLine) => line.sku,
    vendor: ({ line }: FulfillmentLine) => line.vendor,
    requiresShipping: ({ line }: FulfillmentLine) => line.requiresShipping,
    variant: ({ line }: FulfillmentLine, _: unknown, { world }) =>
      world.state.variants[line.variantId ?? ''] ?? null,
    inventoryItemId: ({ line }: FulfillmentLine, _: unknown, { world }) =>
      world.state.variants[line.variantId ?? '']?.itemId ?? null,
    originalUnitPriceSet: ({ line }: FulfillmentLine, _: unknown, { world }) =>
      moneyBag(line.price, world.state.shop.currency),
  },
}

/** What was taken off before it was shipped is no longer to be sent; what came back later was sent all the same. */
function fulfillmentOrdersOf(world: World, order: Order): FulfillmentOrder[] {
  const byLocation = new Map<Location, FulfillmentLine[]>()
  for (const line of order.lines) {
    const location = locationOf(world, line)
    if (location === undefined) continue
    const left = line.quantity - line.removed
    const total = order.fulfilled ? (line.shipped ?? left) : left
    const one: FulfillmentLine = {
      id: gidOf('FulfillmentOrderLineItem', numberOfGid(line.id)),
      line,
      total,
      remaining: order.fulfilled ? 0 : total,
    }
    byLocation.set(location, [...(byLocation.get(location) ?? []), one])
  }
  return [...byLocation].map(([location, lines]) => ({
    id: gidOf('FulfillmentOrder', numberOfGid(lines[0]!.id)),
    order,
    location,
    lines,
  }))
}

/** Lines that claim nothing go out from where online orders usually do. */
function locationOf({ state }: World, { claimedAt }: Line): Location | undefined {
  const claimed = claimedAt === null ? undefined : state.levels[claimedAt]
  if (claimed !== undefined) return state.locations[claimed.locationId]
  return Object.values(state.locations).find(
    ({ isActive, fulfillsOnlineOrders }) => isActive && fulfillsOnlineOrders,
  )
}
