/** What a shop tells us of, as GraphQL writes it. */
export const TOPICS = [
  'ORDERS_CREATE',
  'ORDERS_UPDATED',
  'ORDERS_CANCELLED',
  'REFUNDS_CREATE',
  'PRODUCTS_CREATE',
  'PRODUCTS_UPDATE',
  'PRODUCTS_DELETE',
  'INVENTORY_LEVELS_UPDATE',
  'APP_UNINSTALLED',
] as const

/** As the headers of webhooks write it: `orders/create` for `ORDERS_CREATE`. */
export function headerTopic(topic: string): string {
  return topic.toLowerCase().replace(/_([a-z]+)$/, '/$1')
}
