import { createHmac } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { metadataForWebhook, schemaForWebhook } from 'shopify-webhook-schemas'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import type { Received, TestShopify } from '../../../testing/test-shopify.ts'
import type { CatalogueVariant } from '../store/catalogue.ts'
import { writeJson } from './write-json.ts'

let shop: TestShopify

beforeEach(async () => {
  shop = await openTestShopify()
})
afterEach(() => shop.close())

const control = (url: string, payload: object = {}) =>
  shop.app.inject({ method: 'POST', url: `/__sandbox/${url}`, payload })
const buy = async (sku: string) => {
  const { id } = Object.values(shop.world.state.variants).find((one) => one.sku === sku)!
  const answer = await control('orders', { lines: [{ variantId: id, quantity: 1 }] })
  await shop.clock.advance(0)
  return answer.json<{ number: number }>().number
}
const topics = (): string[] => shop.received.map(({ headers }) => headers['x-shopify-topic']!)

/** The newest version that the package has schemas of; ours is a quarter younger. */
const SCHEMAS = '2026-07'
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const problemsOf = (topic: string, body: unknown) => {
  const check = ajv.compile(schemaForWebhook(SCHEMAS, topic) as object)
  check(body)
  return (check.errors ?? []).filter((problem) => !isGapOf(topic, problem))
}

/** The schemas were inferred from samples, and know nothing of what no sample had. */
function isGapOf(
  topic: string,
  { keyword, instancePath }: { keyword: string; instancePath: string },
): boolean {
  // A list that was empty in each of them; ours are looked at by themselves.
  if (keyword === 'false schema') return instancePath.startsWith('/refunds/')
  // A product without a picture: Shopify's own sample is one, and null where the schema wants an object.
  return topic.startsWith('products/') && instancePath === '/image'
}

test("every body fits what is known of Shopify's own, and so do Shopify's samples", async () => {
  const ours = [
    'orders/create',
    'orders/updated',
    'orders/cancelled',
    'refunds/create',
    'products/create',
    'products/update',
    'products/delete',
    'inventory_levels/update',
    'app/uninstalled',
  ]
  await shop.subscribe(...ours.map((topic) => topic.toUpperCase().replace('/', '_')))
  await control(`orders/${await buy('SHIRT-M')}/cancel`)
  await control(`orders/${await buy('TOTE')}/refund`)
  const { data } = await shop.ask(
    'mutation { productCreate(product: { title: "A & B" }) { product { id } userErrors { message } } }',
  )
  await shop.ask(
    'mutation ($id: ID!) { productDelete(input: { id: $id }) { deletedProductId userErrors { message } } }',
    { id: data.productCreate.product.id },
  )
  await control('uninstall')
  await shop.clock.advance(1_000)
  expect(new Set(topics())).toEqual(new Set(ours))
  for (const { headers, body } of shop.received) {
    const topic = headers['x-shopify-topic']!
    const told = JSON.parse(body) as { refunds?: unknown[] }
    expect({ topic, problems: problemsOf(topic, told) }).toEqual({ topic, problems: [] })
    for (const refund of told.refunds ?? []) expect(problemsOf('refunds/create', refund)).toEqual([])
  }
  // The check is worth something: it takes what Shopify sends and not what Shopify does not.
  for (const topic of ours)
    expect(problemsOf(topic, (metadataForWebhook(SCHEMAS, topic) as { response: unknown }).response)).toEqual(
      [],
    )
  expect(problemsOf('orders/create', { id: 1 }).length).toBeGreaterThan(10)
})

test('the signature is over the bytes, which other JSON than Shopify’s has not', async () => {
  await shop.subscribe('PRODUCTS_UPDATE')
  await shop.ask(
    `mutation ($id: ID!) { productUpdate(product: { id: $id, title: "Bag & Purse / small" }) { userErrors { message } } }`,
    { id: Object.keys(shop.world.state.products)[1]! },
  )
  await shop.clock.advance(0)
  const [{ body, headers }] = shop.received as [Received]
  const signed = (text: string): string =>
    createHmac('sha256', 'shpss_sandbox_secret').update(text).digest('base64')
  expect(headers['x-shopify-hmac-sha256']).toBe(signed(body))
  expect(body).toContain('Bag \\u0026 Purse \\/ small')
  expect(headers['x-shopify-hmac-sha256']).not.toBe(signed(JSON.stringify(JSON.parse(body))))
  expect(headers).toMatchObject({
    'x-shopify-topic': 'products/update',
    'x-shopify-shop-domain': 'demo-outfitters.myshopify.com',
    'x-shopify-api-version': '2026-10',
    'x-shopify-triggered-at': '2026-11-21T09:00:00.000Z',
  })
})

test('numbers beyond 2^53 are written in full', () => {
  expect(writeJson({ id: 9_007_199_254_740_993n, at: null, left: undefined, list: [1, '</>'] })).toBe(
    '{"id":9007199254740993,"at":null,"list":[1,"\\u003c\\/\\u003e"]}',
  )
})

test('what is not taken comes again eight times within four hours, with the same id and body; then the subscription is gone', async () => {
  await shop.subscribe('ORDERS_CREATE')
  shop.receiverAnswers(500)
  await buy('TOTE')
  await shop.clock.advance(4 * 60 * 60_000 - 1)
  expect(shop.received).toHaveLength(8)
  expect(Object.keys(shop.world.state.subscriptions)).toHaveLength(1)
  await shop.clock.advance(1)
  expect(shop.received).toHaveLength(9)
  const told = shop.received.map(({ headers, body }) => `${headers['x-shopify-webhook-id']} ${body}`)
  expect(new Set(told).size).toBe(1)
  const { data } = await shop.ask('{ webhookSubscriptions(first: 5) { nodes { id } } }')
  expect(data.webhookSubscriptions.nodes).toEqual([])
  await shop.clock.advance(24 * 60 * 60_000)
  expect(shop.received).toHaveLength(9)
})

test('any 2xx is enough, and nothing comes again', async () => {
  await shop.subscribe('ORDERS_CREATE')
  shop.receiverAnswers(500)
  await buy('TOTE')
  shop.receiverAnswers(204)
  await shop.clock.advance(24 * 60 * 60_000)
  expect(shop.received).toHaveLength(2)
})

test('webhooks are lost, doubled, delayed and turned round on demand', async () => {
  await shop.subscribe('ORDERS_CREATE')
  await control('faults', { kind: 'webhook-drop', topic: 'orders/create' })
  await buy('TOTE')
  expect(shop.received).toHaveLength(0)

  await control('faults', { kind: 'webhook-double', topic: 'orders/create' })
  await buy('TOTE')
  await shop.clock.advance(1_000)
  expect(new Set(shop.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1)
  expect(shop.received).toHaveLength(2)

  await control('faults', { kind: 'webhook-delay', milliseconds: 86_400_000 })
  await buy('TOTE')
  await shop.clock.advance(86_399_999)
  expect(shop.received).toHaveLength(2)
  await shop.clock.advance(1)
  expect(shop.received).toHaveLength(3)

  await control('webhooks/hold')
  const [first, second] = [await buy('TOTE'), await buy('TOTE')]
  expect(shop.received).toHaveLength(3)
  await control('webhooks/release', { order: 'reversed' })
  await shop.clock.advance(10)
  const numbers = shop.received
    .slice(3)
    .map(({ body }) => (JSON.parse(body) as { order_number: number }).order_number)
  expect(numbers).toEqual([second, first])
})

test('webhooks of one happening share its event id', async () => {
  await shop.subscribe('ORDERS_CREATE', 'ORDERS_UPDATED')
  await shop.ask(
    `mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: "https://other.example/hooks" }) { userErrors { message } } }`,
  )
  await buy('TOTE')
  const created = shop.received.filter(({ headers }) => headers['x-shopify-topic'] === 'orders/create')
  expect(created).toHaveLength(2)
  expect(new Set(created.map(({ headers }) => headers['x-shopify-event-id'])).size).toBe(1)
  expect(new Set(shop.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(3)
})

test('of more than 100 variants the rest are told by their ids', async () => {
  await shop.close()
  const variants = Array.from({ length: 130 }, (_, index): CatalogueVariant => ({
    sku: `MANY-${index}`,
    price: '9.00',
    values: [`Size ${index}`],
  }))
  shop = await openTestShopify({
    catalogue: {
      locations: [{ name: 'Downtown' }],
      products: [{ title: 'Many', options: ['Size'], variants }],
    },
  })
  await shop.subscribe('PRODUCTS_UPDATE')
  await shop.ask(
    'mutation ($id: ID!) { productUpdate(product: { id: $id, title: "Very many" }) { userErrors { message } } }',
    { id: Object.keys(shop.world.state.products)[0]! },
  )
  await shop.clock.advance(0)
  const body = JSON.parse(shop.received[0]!.body) as { variants: unknown[]; variant_gids: unknown[] }
  expect([body.variants.length, body.variant_gids.length]).toEqual([100, 130])
})

test.each([
  ['http://shop.example/hooks', 'Address protocol http:// is not supported'],
  ['https://other.myshopify.com/hooks', 'Address cannot be a Shopify or an internal domain'],
  ['nonsense', 'Address is invalid'],
])('an address like %s is refused', async (uri, message) => {
  const { data } = await shop.ask(
    `mutation ($uri: String!) { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: $uri }) {
      webhookSubscription { id } userErrors { field message } } }`,
    { uri },
  )
  expect(data.webhookSubscriptionCreate).toEqual({
    webhookSubscription: null,
    userErrors: [{ field: ['webhookSubscription', 'callbackUrl'], message }],
  })
})
