import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestShopify } from '../../../testing/test-shopify.ts'
import type { TestShopify } from '../../../testing/test-shopify.ts'

let shop: TestShopify

beforeEach(async () => {
  shop = await openTestShopify()
})
afterEach(() => shop.close())

const variantOf = (sku: string) => Object.values(shop.world.state.variants).find((one) => one.sku === sku)!.id
const places = () => Object.keys(shop.world.state.locations)
const buy = (...lines: [sku: string, quantity: number][]) =>
  shop.app.inject({
    method: 'POST',
    url: '/__sandbox/orders',
    payload: { lines: lines.map(([sku, quantity]) => ({ variantId: variantOf(sku), quantity })) },
  })
const act = (what: string) => shop.app.inject({ method: 'POST', url: `/__sandbox/orders/1001/${what}` })
const order = async () => {
  const { data } = await shop.ask(
    `{ orders(first: 1) { nodes { id lineItems(first: 5) { nodes { id sku } }
        fulfillmentOrders(first: 5) { nodes { id status assignedLocation { name location { id } }
          lineItems(first: 5) { nodes { lineItem { sku } totalQuantity remainingQuantity inventoryItemId } } } }
        refunds { refundLineItems(first: 5) { nodes { restockType location { id } lineItem { sku } } } } } } }`,
  )
  return data.orders.nodes[0]
}
const sent = async () =>
  (await order()).fulfillmentOrders.nodes.map(
    (one: {
      status: string
      assignedLocation: { location: { id: string } }
      lineItems: { nodes: { lineItem: { sku: string }; totalQuantity: number; remainingQuantity: number }[] }
    }) => [
      one.status,
      places().indexOf(one.assignedLocation.location.id),
      ...one.lineItems.nodes.map(
        ({ lineItem, totalQuantity, remainingQuantity }) =>
          `${remainingQuantity} of ${totalQuantity} ${lineItem.sku}`,
      ),
    ],
  )

test('what is to be sent says from where: an order whose lines lie apart has two of it', async () => {
  const shirt = Object.values(shop.world.state.levels).filter(
    ({ itemId }) => itemId === shop.world.state.variants[variantOf('SHIRT-M')]!.itemId,
  )
  shirt[0]!.quantities.available = 1
  await buy(['SHIRT-M', 2], ['TOTE', 1])
  expect(await sent()).toEqual([
    ['OPEN', 1, '2 of 2 SHIRT-M'],
    ['OPEN', 0, '1 of 1 TOTE'],
  ])
})

test('what was cancelled is no longer to be sent, and its refund says where it was put back', async () => {
  await buy(['SHIRT-M', 2], ['TOTE', 1])
  const { id, lineItems } = await order()
  await shop.ask(
    `mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
    {
      key: crypto.randomUUID(),
      input: {
        orderId: id,
        refundLineItems: [
          { lineItemId: lineItems.nodes[0].id, quantity: 1, restockType: 'CANCEL' },
          { lineItemId: lineItems.nodes[1].id, quantity: 1, restockType: 'NO_RESTOCK' },
        ],
      },
    },
  )
  expect(await sent()).toEqual([['OPEN', 0, '1 of 1 SHIRT-M', '0 of 0 TOTE']])
  expect((await order()).refunds[0].refundLineItems.nodes).toEqual([
    { restockType: 'CANCEL', location: { id: places()[0] }, lineItem: { sku: 'SHIRT-M' } },
    { restockType: 'NO_RESTOCK', location: null, lineItem: { sku: 'TOTE' } },
  ])
  await act('cancel')
  expect(await sent()).toEqual([['CLOSED', 0, '0 of 0 SHIRT-M', '0 of 0 TOTE']])
})

test('what came back after it was shipped had been sent all the same', async () => {
  await buy(['SHIRT-M', 2])
  await act('ship')
  expect(await sent()).toEqual([['CLOSED', 0, '0 of 2 SHIRT-M']])
  await act('refund')
  expect(await sent()).toEqual([['CLOSED', 0, '0 of 2 SHIRT-M']])
  expect((await order()).refunds[0].refundLineItems.nodes).toMatchObject([{ location: { id: places()[0] } }])
})
