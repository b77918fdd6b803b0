import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import type { TestShopify } from '../../../testing/test-shopify.ts'
import type { Level } from '../store/state.ts'

let shop: TestShopify

beforeEach(async () => {
  shop = await openTestShopify()
})
afterEach(() => shop.close())

const variantOf = (sku: string) => Object.values(shop.world.state.variants).find((one) => one.sku === sku)!
const levelsOf = (sku: string): Level['quantities'][] =>
  Object.values(shop.world.state.items[variantOf(sku).itemId]!.levelIds).map(
    (id) => shop.world.state.levels[id]!.quantities,
  )
const buy = async (sku: string, quantity: number) => {
  const answer = await shop.app.inject({
    method: 'POST',
    url: '/__sandbox/orders',
    payload: { lines: [{ variantId: variantOf(sku).id, quantity }] },
  })
  return { ...answer.json<{ number: number; because?: string }>(), http: answer.statusCode }
}
const act = (number: number, what: string) =>
  shop.app.inject({ method: 'POST', url: `/__sandbox/orders/${number}/${what}` })

test('an online order takes what is available and leaves it lying there until it is shipped', async () => {
  const { number } = await buy('SHIRT-M', 2)
  expect(levelsOf('SHIRT-M')[0]).toMatchObject({ available: 3, committed: 2, on_hand: 5 })
  expect((await act(number, 'ship')).statusCode).toBe(200)
  expect(levelsOf('SHIRT-M')[0]).toMatchObject({ available: 3, committed: 0, on_hand: 3 })
  expect((await act(number, 'cancel')).statusCode).toBe(409)
  expect((await act(number, 'refund')).statusCode).toBe(200)
  expect(levelsOf('SHIRT-M')[0]).toMatchObject({ available: 5, committed: 0, on_hand: 5 })
})

test('the last piece is sold once', async () => {
  expect(await buy('SHIRT-L', 1)).toMatchObject({ http: 200 })
  expect(await buy('SHIRT-L', 1)).toMatchObject({ http: 409, because: 'Only 0 of it are available.' })
  expect(levelsOf('SHIRT-L')[0]).toMatchObject({ available: 0, committed: 1 })
})

test('a cancelled order gives everything back', async () => {
  const { number } = await buy('SHIRT-M', 2)
  await act(number, 'cancel')
  expect(levelsOf('SHIRT-M')[0]).toMatchObject({ available: 5, committed: 0, on_hand: 5 })
  const { data } = await shop.ask(
    `{ orders(first: 1) { nodes { name cancelledAt cancelReason displayFinancialStatus
        totalRefundedSet { shopMoney { amount currencyCode } } currentTotalPriceSet { shopMoney { amount } }
        lineItems(first: 5) { nodes { quantity currentQuantity sku variant { id } originalUnitPriceSet { shopMoney { amount } } } }
        refunds { totalRefundedSet { shopMoney { amount } } refundLineItems(first: 5) { nodes { quantity restockType lineItem { sku } } } } } } }`,
  )
  expect(data.orders.nodes).toMatchObject([
    {
      name: '#1001',
      cancelledAt: '2026-11-21T09:00:00Z',
      cancelReason: 'CUSTOMER',
      displayFinancialStatus: 'REFUNDED',
      totalRefundedSet: { shopMoney: { amount: '118.0', currencyCode: 'USD' } },
      currentTotalPriceSet: { shopMoney: { amount: '0.0' } },
      lineItems: { nodes: [{ quantity: 2, currentQuantity: 0, sku: 'SHIRT-M' }] },
      refunds: [
        {
          refundLineItems: { nodes: [{ quantity: 2, restockType: 'CANCEL', lineItem: { sku: 'SHIRT-M' } }] },
        },
      ],
    },
  ])
})

test('a cancellation is begun and seen through; a second one, or a muddled one, is refused', async () => {
  const { number } = await buy('SHIRT-M', 2)
  const { id } = Object.values(shop.world.state.orders).find((one) => one.number === number)!
  const cancel = async (more: object) =>
    (
      await shop.ask(
        `mutation ($id: ID!, $refund: Boolean, $refundMethod: OrderCancelRefundMethodInput, $staffNote: String) {
          orderCancel(orderId: $id, reason: OTHER, restock: true, refund: $refund, refundMethod: $refundMethod, staffNote: $staffNote) {
            job { id done } orderCancelUserErrors { field message code } userErrors { field message } } }`,
        { id, ...more },
      )
    ).data.orderCancel
  expect(await cancel({ refund: false, refundMethod: { originalPaymentMethodsRefund: true } })).toMatchObject(
    {
      job: null,
      orderCancelUserErrors: [
        {
          field: ['refund'],
          message: 'Only one of the arguments `refund` or `refund_method` is allowed.',
          code: 'INVALID',
        },
      ],
    },
  )
  expect((await cancel({ staffNote: 'x'.repeat(256) })).userErrors).toEqual([
    { field: ['staffNote'], message: 'Staff note is too long. Maximum length is 255 characters.' },
  ])
  expect(await cancel({})).toMatchObject({ job: { done: false }, orderCancelUserErrors: [] })
  expect((await cancel({})).orderCancelUserErrors).toEqual([
    { field: ['orderId'], message: 'Cannot cancel an order that has already been canceled', code: 'INVALID' },
  ])
})

test('orders of the API leave the stock alone, or take it, as they say; sent twice they are two', async () => {
  const create = (inventoryBehaviour: string, quantity = 1) =>
    shop.ask(
      `mutation ($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
        orderCreate(order: $order, options: $options) { order { id name sourceIdentifier } userErrors { field message code } } }`,
      {
        order: { lineItems: [{ variantId: variantOf('SHIRT-L').id, quantity }], sourceIdentifier: 'till-7' },
        options: { inventoryBehaviour },
      },
    )
  await create('BYPASS')
  expect(levelsOf('SHIRT-L')[0]!.available).toBe(1)
  await create('DECREMENT_OBEYING_POLICY')
  expect(levelsOf('SHIRT-L')[0]!.available).toBe(0)
  expect((await create('DECREMENT_OBEYING_POLICY')).data.orderCreate.userErrors).toMatchObject([
    { code: 'INVENTORY_CLAIM_FAILED' },
  ])
  await create('DECREMENT_IGNORING_POLICY')
  expect(levelsOf('SHIRT-L')[0]!.available).toBe(-1)
  const { data } = await shop.ask(
    '{ orders(first: 5, query: "source_identifier:till-7") { nodes { name } } }',
  )
  expect(data.orders.nodes).toHaveLength(3)
})

test('a refund gives back no more than there is, and wants a key', async () => {
  const { number } = await buy('SHIRT-M', 2)
  const order = Object.values(shop.world.state.orders).find((one) => one.number === number)!
  const refund = (quantity: number, key: string) =>
    shop.ask(
      `mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) {
        refund { id totalRefundedSet { shopMoney { amount } } } userErrors { field message } } }`,
      {
        key,
        input: {
          orderId: order.id,
          refundLineItems: [{ lineItemId: order.lines[0]!.id, quantity, restockType: 'CANCEL' }],
          transactions: [
            {
              orderId: order.id,
              amount: '59.00',
              gateway: 'bogus',
              kind: 'REFUND',
              parentId: order.transactions[0]!.id,
            },
          ],
        },
      },
    )
  expect((await refund(3, 'three')).data.refundCreate.userErrors[0].message).toContain('than were purchased')
  expect((await refund(1, 'one')).data.refundCreate).toMatchObject({
    refund: { totalRefundedSet: { shopMoney: { amount: '59.0' } } },
    userErrors: [],
  })
  await refund(1, 'one')
  expect(levelsOf('SHIRT-M')[0]).toMatchObject({ available: 4, committed: 1 })
  const bare = await shop.ask(
    'mutation ($input: RefundInput!) { refundCreate(input: $input) { userErrors { message } } }',
    {
      input: { orderId: order.id },
    },
  )
  expect(bare.errors![0]!.message).toContain('@idempotent')
})
