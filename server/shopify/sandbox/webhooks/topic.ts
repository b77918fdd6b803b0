/** `orders/create`, as headers write it, for `ORDERS_CREATE`, as GraphQL does. */
export function headerTopic(topic: string): string {
  return topic.toLowerCase().replace(/_([a-z]+)$/, '/$1')
}
