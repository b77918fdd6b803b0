import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import type { TestShopify } from '../../../testing/test-shopify.ts'
import type { GraphqlAnswer } from './run-request.ts'

let shop: TestShopify
let ids: { item: string; place: string; variant: string; product: string }

beforeAll(async () => {
  shop = await openTestShopify()
  const { state } = shop.world
  const [variant] = Object.values(state.variants)
  ids = {
    item: variant!.itemId,
    place: Object.keys(state.locations)[0]!,
    variant: variant!.id,
    product: variant!.productId,
  }
})
afterAll(() => shop.close())

const paid = ({ extensions }: GraphqlAnswer): [number, number | null] => [
  extensions!.cost.requestedQueryCost,
  extensions!.cost.actualQueryCost,
]

// Each figure is what Shopify itself was seen to charge for a request of this form.
const LEVEL =
  'id item { id } location { id name } quantities(names: ["available", "on_hand"]) { name quantity }'

test('an object costs 1, whatever is asked of it', async () => {
  expect(paid(await shop.ask('{ shop { id name currencyCode } }'))).toEqual([1, 1])
})

test('a connection costs 2 and its nodes by the logarithm of the page', async () => {
  expect(paid(await shop.ask('{ locations(first: 10) { nodes { id } } }'))).toEqual([6, 3])
  expect(
    paid(await shop.ask('{ products(first: 250) { edges { node { id } } pageInfo { endCursor } } }')),
  ).toEqual([13, 3])
})

test('levels of one item cost 12, and 6 where there is one of them', async () => {
  const single = Object.values(shop.world.state.variants)[1]!.itemId
  const answer = await shop.ask(
    `query ($id: ID!) { inventoryItem(id: $id) { id inventoryLevels(first: 5) {
      nodes { location { id name } quantities(names: ["available", "on_hand"]) { name quantity } } } } }`,
    { id: single },
  )
  expect(paid(answer)).toEqual([12, 6])
})

test('seven connections under one item cost 94; what was answered is summed before it is rounded', async () => {
  const answer = await shop.ask(
    `query ($id: ID!, $none: String!, $unknown: String!) { inventoryItem(id: $id) { id
      active: inventoryLevels(first: 10) { edges { cursor node { ${LEVEL} } } pageInfo { endCursor } }
      all: inventoryLevels(first: 10, includeInactive: true) { edges { cursor node { ${LEVEL} } } }
      one: inventoryLevels(first: 1) { nodes { ${LEVEL} } }
      five: inventoryLevels(first: 5) { nodes { ${LEVEL} } }
      empty: inventoryLevels(first: 5, query: $none) { nodes { id } }
      warned: inventoryLevels(first: 5, query: $unknown) { nodes { ${LEVEL} } }
      back: inventoryLevels(first: 10, reverse: true) { nodes { ${LEVEL} } }
    } }`,
    { id: ids.item, none: 'inventory_item_id:1', unknown: 'location_id:1' },
  )
  expect(answer.errors).toBeUndefined()
  expect(paid(answer)).toEqual([94, 46])
  expect(answer.extensions!.search).toMatchObject([{ path: ['inventoryItem', 'warned'] }])
})

test('an answer never costs more than was asked', async () => {
  const full = await shop.ask(
    `query ($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 2) { nodes { ${LEVEL} } } } }`,
    { id: ids.item },
  )
  expect(full.data.inventoryItem.inventoryLevels.nodes).toHaveLength(2)
  expect(paid(full)).toEqual([7, 7])
})

test('nodes and edges of one page are paid for once', async () => {
  await shop.subscribe('ORDERS_CREATE', 'ORDERS_CANCELLED', 'PRODUCTS_CREATE')
  const answer = await shop.ask(
    `{ webhookSubscriptions(first: 3) {
      nodes { id endpoint { __typename ... on WebhookHttpEndpoint { callbackUrl } } } edges { cursor node { id topic } }
    } }`,
  )
  expect(paid(answer)).toEqual([6, 6])
})

test('a mutation costs 10, and what hangs on its answer', async () => {
  const track = await shop.ask(
    `mutation ($product: ID!, $variants: [ProductVariantsBulkInput!]!) {
      productVariantsBulkUpdate(productId: $product, variants: $variants) {
        product { id } productVariants { id inventoryItem { id tracked } } userErrors { field message } } }`,
    { product: ids.product, variants: [{ id: ids.variant, barcode: '1' }] },
  )
  expect(paid(track)).toEqual([11, 11])
  const create = await shop.ask(
    `mutation { productCreate(product: { title: "New" }) {
      product { id variants(first: 1) { nodes { id inventoryItem { id } } } } userErrors { field message } } }`,
  )
  expect(paid(create)).toEqual([14, 14])
})

test('a change of stock costs 13, and 10 where it is refused', async () => {
  const set = (from: number, key: string) =>
    shop.ask(
      `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
        inventorySetQuantities(input: $input) @idempotent(key: $key) {
          inventoryAdjustmentGroup { id changes { name delta item { id } location { id } } }
          userErrors { field message code } } }`,
      {
        key,
        input: {
          name: 'available',
          reason: 'correction',
          quantities: [
            { inventoryItemId: ids.item, locationId: ids.place, quantity: 7, changeFromQuantity: from },
          ],
        },
      },
    )
  expect(paid(await set(5, 'right'))).toEqual([13, 13])
  expect(paid(await set(5, 'stale'))).toEqual([13, 10])
})

test('a count costs 10', async () => {
  expect(paid(await shop.ask('{ productsCount { count } }'))).toEqual([10, 10])
})

test('an order costs by its lines and payments; its sums of money cost nothing, an empty list as much as a full one', async () => {
  const set = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }'
  const answer = await shop.ask(
    `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) {
      order { id name totalOutstandingSet ${set} totalReceivedSet ${set} totalPriceSet ${set}
        transactions { id kind gateway amountSet ${set} }
        refunds { id totalRefundedSet ${set} transactions(first: 10) { nodes { id amountSet ${set} } } }
        lineItems(first: 10) { nodes { id quantity originalUnitPriceSet ${set} } } }
      userErrors { field message } } }`,
    {
      order: {
        lineItems: [
          {
            title: 'Something',
            quantity: 1,
            priceSet: { shopMoney: { amount: '10.00', currencyCode: 'USD' } },
          },
        ],
        transactions: [
          {
            kind: 'SALE',
            gateway: 'manual',
            amountSet: { shopMoney: { amount: '10.00', currencyCode: 'USD' } },
          },
        ],
      },
    },
  )
  expect(answer.data.orderCreate.order).toMatchObject({
    name: '#1001',
    totalOutstandingSet: { shopMoney: { amount: '0.0' } },
    totalReceivedSet: { shopMoney: { amount: '10.0' } },
    transactions: [{ kind: 'SALE', gateway: 'manual' }],
    refunds: [],
  })
  expect(paid(answer)).toEqual([24, 15])
})

test('seven lists of orders and counts cost 37', async () => {
  const placed = await shop.app.inject({
    method: 'POST',
    url: '/__sandbox/orders',
    payload: { lines: [{ variantId: ids.variant, quantity: 1 }] },
  })
  const { number } = placed.json<{ number: number }>()
  const answer = await shop.ask(
    `{ two: orders(first: 2) { nodes { id currentTotalPriceSet { shopMoney { amount } } } }
      recent: orders(first: 1, sortKey: CREATED_AT, reverse: true) { nodes { id } pageInfo { endCursor } }
      oldest: orders(first: 1) { nodes { id } }
      named: orders(first: 3, query: "name:${number}") { nodes { id name } }
      paid: orders(first: 3, query: "financial_status:paid fulfillment_status:unfulfilled") { nodes { id } }
      some: ordersCount(limit: 1) { count precision } all: ordersCount { count } }`,
  )
  expect(answer.data.named.nodes).toMatchObject([{ name: `#${number}` }])
  expect(answer.data.paid.nodes.length).toBeGreaterThan(0)
  expect(answer.extensions!.search).toBeUndefined()
  expect(paid(answer)[0]).toBe(37)
})

test('of several types only the dearest is paid for', async () => {
  const answer = await shop.ask(
    `query ($id: ID!) { node(id: $id) {
      ... on Product { id options { name } } ... on ProductVariant { id product { id } inventoryItem { id } } } }`,
    { id: ids.product },
  )
  expect(paid(answer)).toEqual([3, 3])
})

test('many records asked for by id cost as one, and as they were asked for', async () => {
  const variants = 'variants(first: 10) { nodes { id selectedOptions { name } inventoryItem { id } } }'
  const answer = await shop.ask(
    `query ($ids: [ID!]!) { nodes(ids: $ids) {
      ... on Product { id ${variants} again: variants(first: 10) { nodes { id } } }
      ... on ProductVariant { id selectedOptions { name } inventoryItem { id } product { id ${variants} } } } }`,
    { ids: [ids.product, ids.variant, ids.variant] },
  )
  expect(answer.data.nodes).toHaveLength(3)
  expect(paid(answer)).toEqual([21, 21])
})

test('more than 1,000 is refused, whatever the bucket holds', async () => {
  const answer = await shop.ask(
    '{ products(first: 250) { nodes { id variants(first: 250) { nodes { id inventoryItem { id inventoryLevels(first: 250) { nodes { id } } } } } } } }',
  )
  expect(answer.data).toBeUndefined()
  expect(answer.errors![0]!.extensions).toMatchObject({ code: 'MAX_COST_EXCEEDED', maxCost: 1_000 })
})
