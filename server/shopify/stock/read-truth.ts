import { z } from 'zod'
import type { CallFault, Operation } from '../api/shop-api.ts'
import type { Connection, Shop } from '../connection/connection.ts'
import { Gid } from '../mapping/ids.ts'
import { ShopifyTime } from '../mapping/instant.ts'
import { orderOfNode } from '../mapping/node-order.ts'
import type { OrderSize, OrderTruth } from '../mapping/node-order.ts'
import type { Refused } from '../mapping/refusal.ts'
import { STOCK_LEVELS, STOCK_ORDERS, STOCK_TRUTH, STOCK_TRUTH_LONG } from './operations.ts'

/** An order as it was read, or why it was not, with as much of it as could be. */
export type OrderRead =
  | { kind: 'read'; order: OrderTruth }
  | { kind: 'refused'; orderId: string; name: string; updatedAt: string | null; why: Refused }

/** What is available of an item, by location; a location that is not named does not stock it. */
export type ItemRead = { itemId: string; available: ReadonlyMap<string, number> }

/** Orders and levels as they were at one moment. */
export type Reading = {
  /** Those that were asked for. */
  orders: OrderRead[]
  /** A page of those that changed, the one that changed first first. */
  changed: { orderId: string; updatedAt: string }[]
  /** Orders that were asked for as short ones and are longer: nothing of them is told. */
  longOrders: string[]
  /** Orders that were asked for and are no more. */
  goneOrders: string[]
  /** Items that were asked for; one that is gone has no levels. */
  items: ItemRead[]
  /** Items are stocked at more locations than were asked for. */
  isCut: boolean
  /** Where the next page of changed orders begins. */
  next: string | null
}

const Page = z.object({
  changed: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.nullable(z.string()) }),
    nodes: z.array(z.object({ id: Gid('Order'), updatedAt: ShopifyTime })),
  }),
  hinted: z.array(z.nullable(z.unknown())).default([]),
  items: z
    .array(
      z.nullable(
        z.object({
          id: Gid('InventoryItem'),
          inventoryLevels: z.object({
            pageInfo: z.object({ hasNextPage: z.boolean() }),
            nodes: z.array(
              z.object({
                location: z.object({ id: Gid('Location') }),
                quantities: z.array(z.object({ name: z.string(), quantity: z.int() })),
              }),
            ),
          }),
        }),
      ),
    )
    .default([]),
})
const Head = z
  .object({ name: z.string().catch(''), updatedAt: z.nullable(z.iso.datetime()).catch(null) })
  .catch({ name: '', updatedAt: null })

/** So much of what is known already is listed again: two orders that changed in one second come one after the other. */
const OVERLAP_MS = 2_000

/**
 * Reads the truth of orders and of items' levels, and which orders changed, all as of one moment.
 *
 * @param asked `size`: up to which the orders are told; `locations`: at most so many of each item; `since`: from when on orders changed; `after`: the page of
 * them, null for the first
 */
export async function readTruth(
  { api, signal }: Shop,
  connection: Connection,
  asked: {
    orders: readonly string[]
    size: OrderSize
    items: readonly string[]
    locations: number
    since: Date
    after: string | null
  },
): Promise<{ kind: 'read'; reading: Reading } | { kind: 'failed'; fault: CallFault }> {
  const since = new Date(asked.since.getTime() - OVERLAP_MS).toISOString().slice(0, 19)
  const orders = asked.orders.map((id) => `gid://shopify/Order/${id}`)
  const operation = operationFor(asked)
  const answer = await api.ask(
    operation,
    {
      since: `updated_at:>='${since}Z'`,
      after: asked.after,
      ...(operation !== STOCK_LEVELS && { orders }),
      ...(operation !== STOCK_ORDERS && {
        items: asked.items.map((id) => `gid://shopify/InventoryItem/${id}`),
        locations: asked.locations,
      }),
    },
    signal,
  )
  if (answer.kind === 'failed') return answer
  const parsed = Page.safeParse(answer.data)
  if (!parsed.success) {
    const message = parsed.error.issues[0]?.message ?? 'not as documented'
    return { kind: 'failed', fault: { kind: 'never', code: 'shape', message } }
  }
  const { changed, hinted, items } = parsed.data
  const nodes = new Map<string, OrderRead>()
  for (const [index, orderId] of asked.orders.entries()) {
    const node = hinted[index] ?? null
    if (node !== null) nodes.set(orderId, readOrder(node, orderId, connection))
  }
  const isLonger = (read: OrderRead) =>
    asked.size === 'short' && read.kind === 'refused' && read.why.code === 'shopify/too-long'
  const byItem = new Map(items.flatMap((item) => (item === null ? [] : [[item.id, item] as const])))
  return {
    kind: 'read',
    reading: {
      orders: [...nodes.values()].filter((read) => !isLonger(read)),
      longOrders: [...nodes].flatMap(([orderId, read]) => (isLonger(read) ? [orderId] : [])),
      changed: changed.nodes.map(({ id, updatedAt }) => ({ orderId: id, updatedAt })),
      goneOrders: asked.orders.filter((id) => !nodes.has(id)),
      items: asked.items.map((itemId) => ({
        itemId,
        available: new Map(
          byItem.get(itemId)?.inventoryLevels.nodes.flatMap(({ location, quantities }) => {
            const available = quantities.find(({ name }) => name === 'available')
            return available ? [[location.id, available.quantity] as const] : []
          }),
        ),
      })),
      isCut: [...byItem.values()].some(({ inventoryLevels }) => inventoryLevels.pageInfo.hasNextPage),
      next: changed.pageInfo.hasNextPage ? changed.pageInfo.endCursor : null,
    },
  }
}

/** What is not asked for is not paid for. */
function operationFor({
  orders,
  size,
  items,
}: {
  orders: readonly string[]
  size: OrderSize
  items: readonly string[]
}): Operation {
  if (size === 'long') return STOCK_TRUTH_LONG
  if (orders.length === 0) return STOCK_LEVELS
  return items.length === 0 ? STOCK_ORDERS : STOCK_TRUTH
}

function readOrder(node: unknown, orderId: string, connection: Connection): OrderRead {
  const read = orderOfNode(node, connection)
  if (read.kind === 'read') return { kind: 'read', order: read.value }
  const { name, updatedAt } = Head.parse(node)
  return { kind: 'refused', orderId, name, updatedAt, why: read }
}
