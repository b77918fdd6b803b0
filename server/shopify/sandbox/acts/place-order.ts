import type { Gid } from '../store/gid.ts'
import { tellLevels } from '../store/levels.ts'
import { centsOf } from '../store/money.ts'
import { variantTitle } from '../store/products.ts'
import type { Level, Line, Order } from '../store/state.ts'
import { orderBody } from '../webhooks/order-body.ts'
import type { World } from '../world.ts'
import { claim } from './claim-stock.ts'

export type Wish = {
  variantId: Gid | null
  quantity: number
  /** What is paid for a piece, in cents; the variant's price where left out. */
  price?: number
  title?: string
  sku?: string | null
}

export type NewOrder = {
  wishes: readonly Wish[]
  /** Whether stock is claimed, and whether even where there is none. */
  stock: 'obey' | 'ignore' | 'bypass'
  paid: boolean
  /** Through which it was paid. */
  gateway?: string
  customer?: { firstName: string; lastName: string; email: string | null } | null
  email?: string | null
  note?: string | null
  tags?: string[]
  sourceName?: string
  sourceIdentifier?: string | null
  test?: boolean
  processedAt?: number
}

/** An order is placed and told of, with all its lines; or it is refused, and nothing happened. */
export function placeOrder(
  world: World,
  wanted: NewOrder,
): { kind: 'placed'; order: Order } | { kind: 'refused'; line: number; because: string } {
  const refused = wanted.stock === 'obey' ? firstRefused(world, wanted.wishes) : undefined
  if (refused !== undefined) return refused
  const levels: Level[] = []
  const lines = wanted.wishes.map((wish) => {
    const line = lineOf(world, wish)
    if (wanted.stock === 'bypass') return line
    const level = claim(world, line, wanted.stock === 'ignore')
    if (level == null) return line
    levels.push(level)
    return { ...line, claimedAt: level.id }
  })
  const order = newOrder(world, wanted, lines)
  world.state.orders[order.id] = order
  world.touch()
  world.emit('orders/create', orderBody(world, order))
  if (wanted.paid) world.emit('orders/paid', orderBody(world, order))
  world.emit('orders/updated', orderBody(world, order))
  tellLevels(world, levels)
  return { kind: 'placed', order }
}

/** What an order comes to, in cents. */
export function totalOf({ lines }: Pick<Order, 'lines'>): number {
  return lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
}

function newOrder(world: World, wanted: NewOrder, lines: Line[]): Order {
  const at = world.now()
  const number = (world.state.lastOrderNumber += 1)
  const id = world.newId('Order')
  const { customer = null } = wanted
  return {
    id,
    number,
    name: `#${number}`,
    email: wanted.email ?? customer?.email ?? null,
    customer: customer === null ? null : { id: world.newId('Customer'), ...customer },
    note: wanted.note ?? null,
    tags: wanted.tags ?? [],
    sourceName: wanted.sourceName ?? 'web',
    sourceIdentifier: wanted.sourceIdentifier ?? null,
    test: wanted.test ?? false,
    financialStatus: wanted.paid ? 'PAID' : 'PENDING',
    fulfilled: false,
    cancelledAt: null,
    cancelReason: null,
    staffNote: null,
    closedAt: null,
    lines,
    transactions: wanted.paid
      ? [
          {
            id: world.newId('OrderTransaction'),
            orderId: id,
            kind: 'SALE',
            status: 'SUCCESS',
            gateway: wanted.gateway ?? 'bogus',
            amount: totalOf({ lines }),
            parentId: null,
            createdAt: at,
          },
        ]
      : [],
    refundIds: [],
    createdAt: at,
    processedAt: wanted.processedAt ?? at,
    updatedAt: at,
  }
}

function lineOf(world: World, { variantId, quantity, price, title, sku }: Wish): Line {
  const variant = variantId === null ? undefined : world.state.variants[variantId]
  const product = variant && world.state.products[variant.productId]
  return {
    id: world.newId('LineItem'),
    variantId: variant?.id ?? null,
    productId: product?.id ?? null,
    title: title ?? product?.title ?? 'Custom item',
    variantTitle: variant && variant.values.join() !== 'Default Title' ? variantTitle(variant) : null,
    sku: sku ?? variant?.sku ?? null,
    vendor: product?.vendor ?? null,
    quantity,
    price: price ?? centsOf(variant?.price) ?? 0,
    removed: 0,
    taxable: variant?.taxable ?? true,
    requiresShipping: variant ? world.state.items[variant.itemId]!.requiresShipping : true,
    claimedAt: null,
  }
}

/** Looked at before anything is claimed: all pieces of one variant together. */
function firstRefused(
  world: World,
  wishes: readonly Wish[],
): { kind: 'refused'; line: number; because: string } | undefined {
  const wanted = new Map<Gid, number>()
  for (const [line, { variantId, quantity }] of wishes.entries()) {
    if (variantId === null) continue
    const variant = world.state.variants[variantId]
    if (variant === undefined) return { kind: 'refused', line, because: 'The variant does not exist.' }
    const sum = (wanted.get(variantId) ?? 0) + quantity
    wanted.set(variantId, sum)
    const item = world.state.items[variant.itemId]!
    if (!item.tracked || variant.inventoryPolicy === 'CONTINUE') continue
    const most = Math.max(
      0,
      ...Object.entries(item.levelIds)
        .filter(([place]) => world.state.locations[place]!.fulfillsOnlineOrders)
        .map(([, id]) => world.state.levels[id]!)
        .filter(({ isActive }) => isActive)
        .map(({ quantities }) => quantities.available),
    )
    if (sum > most) return { kind: 'refused', line, because: `Only ${most} of it are available.` }
  }
  return undefined
}
