import { z } from 'zod'
import { Gid, ShopifyNumber } from './ids.ts'
import { readBody } from './read-body.ts'
import { refused } from './refusal.ts'
import type { Read } from './refusal.ts'
import { shape } from './shape.ts'
import { levelOfWebhook } from './webhook-level.ts'
import type { ShopLevel } from './webhook-level.ts'
import { orderOfWebhook } from './webhook-order.ts'
import type { ShopMoney, ShopOrder } from './webhook-order.ts'
import { productOfWebhook } from './webhook-product.ts'
import type { ShopProduct } from './product.ts'
import { refundOfWebhook } from './webhook-refund.ts'
import type { ShopRefund } from './webhook-refund.ts'

/** What a webhook tells: a hint of what happened, perhaps late, repeated or overtaken. */
export type ShopEvent =
  | { kind: 'product'; product: ShopProduct }
  | { kind: 'product-gone'; productId: string }
  | { kind: 'order'; order: ShopOrder }
  | { kind: 'refund'; refund: ShopRefund }
  | { kind: 'level'; level: ShopLevel }
  | { kind: 'uninstalled' }

/**
 * Reads a webhook.
 *
 * @param topic as its header has it: `orders/create`
 * @param body as it came, after its signature was checked
 */
export function readWebhook(topic: string, body: string, money: ShopMoney): Read<ShopEvent> {
  const json = readBody(body)
  if (json.kind === 'refused') return json
  switch (topic) {
    case 'products/create':
    case 'products/update':
      return then(productOfWebhook(json.value, money.digits), (product) => ({ kind: 'product', product }))
    case 'products/delete':
      return then(shape(Gone, json.value), ({ id }) => ({ kind: 'product-gone', productId: id }))
    case 'orders/create':
    case 'orders/updated':
    case 'orders/cancelled':
      return then(orderOfWebhook(json.value, money), (order) => ({ kind: 'order', order }))
    case 'refunds/create':
      return then(refundOfWebhook(json.value, money), (refund) => ({ kind: 'refund', refund }))
    case 'inventory_levels/update':
      return then(levelOfWebhook(json.value), (level) => ({ kind: 'level', level }))
    case 'app/uninstalled':
      return { kind: 'read', value: { kind: 'uninstalled' } }
    default:
      return refused('shopify/unknown-topic', '', topic)
  }
}

const Gone = z.object({ id: ShopifyNumber })
const OfOrder = z.union([
  z.object({ order_id: ShopifyNumber }).transform(({ order_id: id }) => id),
  z.object({ admin_graphql_api_id: Gid('Order') }).transform(({ admin_graphql_api_id: id }) => id),
])

/**
 * The order that a webhook is about which cannot be read otherwise: it is looked up in Shopify all the same, since the
 * sale happened. Undefined where not even that can be told.
 */
export function orderNamedIn(body: string): string | undefined {
  const json = readBody(body)
  return json.kind === 'read' ? OfOrder.safeParse(json.value).data : undefined
}

function then<T>(read: Read<T>, toEvent: (value: T) => ShopEvent): Read<ShopEvent> {
  return read.kind === 'refused' ? read : { kind: 'read', value: toEvent(read.value) }
}
