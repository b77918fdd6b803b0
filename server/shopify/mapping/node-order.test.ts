import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestShopify } from '../../testing/test-shopify.ts'
import type { TestShopify } from '../../testing/test-shopify.ts'
import { numberOfGid } from '../sandbox/store/gid.ts'
import { orderFields, orderOfNode } from './node-order.ts'

const USD = { currency: 'USD', digits: 2 }
let shop: TestShopify
// oxlint-disable-next-line typescript/no-explicit-any -- an answer that is changed in every way
let node: any

/** An order of two lines, one of them refunded and put back: as the API answers it. */
beforeAll(async () => {
  shop = await openTestShopify()
  const variant = (sku: string) => Object.values(shop.world.state.variants).find((one) => one.sku === sku)!.id
  const post = (url: string, payload: object) => shop.app.inject({ method: 'POST', url, payload })
  await post('/__sandbox/orders', {
    lines: [
      { variantId: variant('SHIRT-M'), quantity: 2 },
      { variantId: variant('TOTE'), quantity: 1 },
    ],
  })
  const { data } = await shop.ask(
    `{ orders(first: 1) { nodes { id lineItems(first: 2) { nodes { id } } } } }`,
  )
  const [order] = data.orders.nodes
  await shop.ask(
    `mutation ($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "k") { userErrors { message } } }`,
    {
      input: {
        orderId: order.id,
        note: 'too small',
        refundLineItems: [{ lineItemId: order.lineItems.nodes[0].id, quantity: 1, restockType: 'CANCEL' }],
        transactions: [{ orderId: order.id, amount: '59.00', kind: 'REFUND', gateway: 'bogus' }],
      },
    },
  )
  node = (await shop.ask(`{ orders(first: 1) { nodes { ${orderFields('long')} } } }`)).data.orders.nodes[0]
})
afterAll(() => shop.close())

/** The order with something in it changed. */
const changed = (change: (order: typeof node) => void) => {
  const copy = structuredClone(node)
  change(copy)
  return orderOfNode(copy, USD)
}

test('an order is read whole: what was ordered, what is left, from where it goes out and what came back', () => {
  const read = orderOfNode(node, USD)
  const [downtown] = Object.keys(shop.world.state.locations).map((gid) => numberOfGid(gid).toString())
  expect(read).toMatchObject({
    kind: 'read',
    value: {
      name: '#1001',
      createdAt: '2026-11-21T09:00:00.000Z',
      cancelledAt: null,
      isTest: false,
      lines: [
        { sku: 'SHIRT-M', quantity: 2, kept: 1, unitPrice: 5900, total: 11_800 },
        { sku: 'TOTE', quantity: 1, kept: 1, unitPrice: 2500, total: 2500 },
      ],
      places: [
        { locationId: downtown, quantity: 1 },
        { locationId: downtown, quantity: 1 },
      ],
      refunds: [
        {
          note: 'too small',
          paidBack: 5900,
          lines: [{ quantity: 1, isRestocked: true, locationId: downtown }],
        },
      ],
      total: 14_300,
    },
  })
})

test('every discount is off the total of a line, those of the whole order too', () => {
  const allocated = (amount: string) => ({ allocatedAmountSet: { shopMoney: { amount } } })
  const read = changed((order) => {
    order.lineItems.nodes[0].discountAllocations = [allocated('10.00'), allocated('3.5')]
  })
  expect(read).toMatchObject({ value: { lines: [{ unitPrice: 5900, total: 10_450 }, { total: 2500 }] } })
})

test('where prices leave tax out, what was added belongs to the line; where they include it, nothing is added', () => {
  const taxed = (taxesIncluded: boolean) =>
    changed((order) => {
      order.taxesIncluded = taxesIncluded
      order.lineItems.nodes[0].taxLines = [
        { priceSet: { shopMoney: { amount: '8.26' } } },
        { priceSet: { shopMoney: { amount: '1.00' } } },
      ]
    })
  expect(taxed(false)).toMatchObject({ value: { lines: [{ total: 12_726 }, { total: 2500 }] } })
  expect(taxed(true)).toMatchObject({ value: { lines: [{ total: 11_800 }, { total: 2500 }] } })
})

test('a line of no variant, or of one that is gone, stands as it is', () => {
  const read = changed((order) => {
    order.lineItems.nodes[1].variant = null
    order.lineItems.nodes[1].product = null
  })
  expect(read).toMatchObject({ value: { lines: [{}, { of: null, title: 'Tote/Bag' }] } })
})

test('an order in another currency, with an amount that is none, or longer than what was read is refused whole', () => {
  const code = (change: (order: typeof node) => void) => (changed(change) as { code?: string }).code
  expect(code((order) => (order.currencyCode = 'EUR'))).toBe('shopify/currency')
  expect(code((order) => (order.totalPriceSet.shopMoney.currencyCode = 'EUR'))).toBe('shopify/currency')
  expect(code((order) => (order.totalPriceSet.shopMoney.amount = '1e3'))).toBe('shopify/amount')
  expect(code((order) => (order.lineItems.nodes[0].originalUnitPriceSet.shopMoney.amount = '-1'))).toBe(
    'shopify/amount',
  )
  expect(code((order) => (order.lineItems.pageInfo.hasNextPage = true))).toBe('shopify/too-long')
  expect(code((order) => (order.fulfillmentOrders.nodes[0].lineItems.pageInfo.hasNextPage = true))).toBe(
    'shopify/too-long',
  )
  expect(code((order) => (order.refunds[0].refundLineItems.pageInfo.hasNextPage = true))).toBe(
    'shopify/too-long',
  )
  expect(code((order) => (order.refunds[0].totalRefundedSet.shopMoney.amount = 'x'))).toBe('shopify/amount')
  expect(code((order) => delete order.updatedAt)).toBe('shopify/shape')
  expect(code((order) => (order.lineItems.nodes[0].id = 'gid://shopify/Order/1'))).toBe('shopify/shape')
})
