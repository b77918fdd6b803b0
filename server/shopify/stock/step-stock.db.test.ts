import { beforeEach, expect, test } from 'vitest'
import { openStockStage } from '../../testing/stock-stage.ts'
import type { StockStage } from '../../testing/stock-stage.ts'
import { testBusiness } from '../../testing/test-business.ts'
import { testMovement, testSale } from '../../testing/test-lane.ts'
import { STOCK_LEVELS, STOCK_ORDERS, STOCK_TRUTH } from './operations.ts'
import { inTransaction } from '../../database/transaction.ts'
import { gidOf } from '../sandbox/store/gid.ts'
import type { ShopApi } from '../api/shop-api.ts'
import { standByFigures } from './restored.ts'
import { stepStock } from './step-stock.ts'
import { move, tellLevels } from '../sandbox/store/levels.ts'

const business = await testBusiness()
let stage: StockStage

beforeEach(async () => {
  stage = await openStockStage(business)
})

const documents = async (): Promise<string[]> =>
  (await stage.admin.pullAll('orders'))
    .filter(({ source }) => source === 'shopify')
    .map(({ number, kind, status, branchId, lines }) => {
      const at = branchId === stage.till.branchId ? 'DT' : 'RV'
      const pieces = lines.map((line: { quantity: number; restock?: boolean }) =>
        line.restock ? `${line.quantity} back` : `${line.quantity}`,
      )
      return `${number} ${kind} ${status} ${at} ${pieces.join(' ')}`
    })
const sell = async (sku: string, quantity = 1) => {
  const { productId, price } = stage.linked.get(sku)!
  const { body } = await stage.till.push('orders', [testSale(stage.till, { id: productId, price }, quantity)])
  return body['conflicts'][0].status as string
}
const cases = async () => (await stage.admin.get('/conflicts')).body['conflicts']
const decide = (id: string, body: object) =>
  stage.admin.post(
    `/orders/${id}/settle`,
    { reason: 'looked', ...body },
    { 'idempotency-key': crypto.randomUUID() },
  )
const decideMovement = (id: string, action: string) =>
  stage.admin.post(
    `/movements/${id}/settle`,
    { action, reason: 'looked' },
    { 'idempotency-key': crypto.randomUUID() },
  )
/** What a person does to what is available, in Shopify's admin. */
const edit = (sku: string, place: number, by: number) => {
  const { world } = stage.shopify
  const item = world.state.items[gidOf('InventoryItem', stage.linked.get(sku)!.item)]!
  const level = world.state.levels[item.levelIds[gidOf('Location', stage.locations[place]!)]!]!
  move(world, level, 'available', by)
  tellLevels(world, [level])
}
/** The readings of orders and levels. */
const READS = new Set([STOCK_LEVELS, STOCK_ORDERS, STOCK_TRUTH].map(({ name }) => name))
const operations = () => stage.calls.map(({ operation }) => operation)

test('[O9] at the first meeting our figures stand; an online order is booked, a sale here is told there', async () => {
  await stage.link('SHIRT-M', [6, 3])
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['6/6', '3/3'])
  await stage.buy(['SHIRT-M', 2])
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['4/4', '3/3'])
  expect(await documents()).toEqual(['#1001 sale accepted DT 2'])
  await sell('SHIRT-M')
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['3/3', '3/3'])
  expect(await stage.ledgerFaults()).toEqual([])
})

test('what the import made here has what is available there, orders meanwhile included', async () => {
  await stage.link('SHIRT-M', [0, 0], { isNew: true })
  await stage.buy(['SHIRT-M', 2])
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['3/3', '3/3'])
  expect(await documents()).toEqual(['#1001 sale accepted DT 2'])
  const reasons = await stage.rows('select distinct reason from stock_movements order by 1')
  expect(reasons).toEqual([{ reason: 'import' }, { reason: 'sale' }])
})

test('where Shopify’s figures are to stand, a shelf that we had is brought to them', async () => {
  await stage.rows(`update shopify_connections set opening_stock = 'shopify'`)
  await stage.link('SHIRT-M', [9, 1])
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['5/5', '3/3'])
})

test('an item that is not stocked at a location is, once there is something of it', async () => {
  await stage.link('SHIRT-L', [1, 0])
  await stage.settle()
  expect(await stage.levels('SHIRT-L')).toEqual(['1/1', '0/-'])
  const { productId } = stage.linked.get('SHIRT-L')!
  await stage.neighbour.push('stockMovements', [
    testMovement({ branchId: stage.neighbour.branchId, productId, delta: 4 }),
  ])
  await stage.settle()
  expect(await stage.levels('SHIRT-L')).toEqual(['1/1', '4/4'])
  expect(operations()).toContain('ActivateItem')
})

test('[O6] [O9] what is cancelled or comes back in Shopify comes back here, once', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  const first = await stage.buy(['SHIRT-M', 2])
  const second = await stage.buy(['SHIRT-M', 1])
  await stage.settle()
  await stage.act(first.number, 'cancel')
  await stage.act(second.number, 'ship')
  await stage.settle()
  await stage.act(second.number, 'refund')
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['5/5', '3/3'])
  expect(await documents()).toEqual([
    '#1001 sale accepted DT 2',
    '#1002 sale accepted DT 1',
    '#1001-R refund accepted DT 2 back',
    '#1002-R refund accepted DT 1 back',
  ])
  expect(await stage.ledgerFaults()).toEqual([])
})

test('[O9] lines that go out from two locations are a document for each branch', async () => {
  await stage.link('SHIRT-M', [1, 3])
  await stage.link('TOTE', [10, 0])
  await stage.settle()
  await stage.buy(['SHIRT-M', 2], ['TOTE', 1])
  await stage.settle()
  expect((await documents()).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    '#1001 sale accepted DT 1',
    '#1001 sale accepted RV 2',
  ])
  expect(await stage.levels('SHIRT-M')).toEqual(['1/1', '1/1'])
})

test('[O9] [O7] the last piece sold on both sides is one case; called off, Shopify is told, and both are even', async () => {
  await stage.link('SHIRT-L', [1, 0])
  await stage.settle()
  await stage.buy(['SHIRT-L', 1])
  expect(await sell('SHIRT-L')).toBe('accepted')
  await stage.settle()
  const [open] = await cases()
  expect(open).toMatchObject({ kind: 'order', document: { number: '#1001' } })
  expect((await decide(open.id, { action: 'cancel' })).status).toBe(200)
  await stage.settle()
  expect(await stage.levels('SHIRT-L')).toEqual(['0/0', '0/-'])
  expect(Object.values(stage.shopify.world.state.orders)[0]).toMatchObject({
    cancelledAt: expect.any(Number),
    financialStatus: 'REFUNDED',
  })
  expect(await documents()).toEqual(['#1001 sale cancelled DT 1'])
  expect(await stage.rows(`select state from shopify_sends where state <> 'done'`)).toEqual([])
})

test('[O7] a case that is cancelled in Shopify is called off here', async () => {
  await stage.link('SHIRT-L', [1, 0])
  await stage.settle()
  const { number } = await stage.buy(['SHIRT-L', 1])
  await sell('SHIRT-L')
  await stage.settle()
  expect(await cases()).toHaveLength(1)
  await stage.act(number, 'cancel')
  await stage.settle()
  expect(await cases()).toEqual([])
  expect(await documents()).toEqual(['#1001 sale cancelled DT 1'])
  expect(await stage.levels('SHIRT-L')).toEqual(['0/0', '0/-'])
})

test.each([
  ['gives its pieces back', 1],
  ['keeps its pieces', 0],
])('[O7] a case whose order is deleted in Shopify, which %s, is called off here', async (_, back) => {
  await stage.link('SHIRT-L', [1, 0])
  await stage.settle()
  await stage.buy(['SHIRT-L', 1])
  await sell('SHIRT-L')
  await stage.settle()
  const [open] = await cases()
  const { orders } = stage.shopify.world.state
  for (const id of Object.keys(orders)) delete orders[id]
  if (back > 0) edit('SHIRT-L', 0, back)
  await stage.rows('update shopify_orders set hinted = true')
  await stage.settle()
  expect(await cases()).toEqual([])
  expect(await documents()).toEqual(['#1001 sale cancelled DT 1'])
  expect(await stage.rows('select from shopify_claims where is_open')).toEqual([])
  expect(await stage.rows('select from shopify_orders where hinted')).toEqual([])
  expect((await stage.levels('SHIRT-L'))[0]).toBe('0/0')
  expect(await stage.rows(`select from stock_movements where reason in ('shopify', 'import')`)).toEqual([])
  expect(
    await stage.rows(`select details ->> 'source' as source from audit_log where action = 'case.cancel'`),
  ).toEqual([{ source: 'shopify' }])
  expect(open).toBeDefined()
  expect(operations()).not.toContain('CancelOrder')
})

test('[O6] a refund that does not fit here is said on its order, stays open, and is booked once it fits', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  const { number } = await stage.buy(['SHIRT-M', 1])
  await stage.settle()
  const { tenantId } = stage.shop
  await stage.rows(`update tenants set currency = 'EUR' where id = $1`, [tenantId])
  await stage.act(number, 'cancel')
  await stage.settle()
  const faults = () => stage.rows(`select fault ->> 'code' as code, hinted from shopify_orders`)
  expect(await faults()).toEqual([{ code: 'order/wrong-currency', hinted: false }])
  expect(await stage.rows('select is_open, document_id from shopify_refunds')).toEqual([
    { is_open: true, document_id: null },
  ])
  await stage.rows(`update tenants set currency = 'USD' where id = $1`, [tenantId])
  await stage.rows('update shopify_orders set hinted = true')
  await stage.settle()
  expect(await faults()).toEqual([{ code: null, hinted: false }])
  expect(await documents()).toEqual(['#1001 sale accepted DT 1', '#1001-R refund accepted DT 1 back'])
  expect(await stage.levels('SHIRT-M')).toEqual(['5/5', '3/3'])
})

test('an order that waits and is deleted in Shopify claims nothing any more', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  await stage.buy(['SHIRT-M', 2], ['TOTE', 1])
  await stage.settle()
  expect(await documents()).toEqual([])
  const { orders } = stage.shopify.world.state
  for (const id of Object.keys(orders)) delete orders[id]
  await stage.rows('update shopify_orders set hinted = true')
  await stage.settle()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('5/5')
  expect(await stage.rows('select from shopify_claims where is_open')).toEqual([])
})

test('[O7] what the desk could not hand over is given back in Shopify, and not booked twice', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  await stage.buy(['SHIRT-M', 4])
  await sell('SHIRT-M', 3)
  await stage.settle()
  const [open] = await cases()
  expect((await decide(open.id, { action: 'partial' })).status).toBe(200)
  await stage.settle()
  expect(await documents()).toEqual(['#1001 sale accepted DT 4', '#1001-R refund accepted DT 2'])
  expect(await stage.levels('SHIRT-M')).toEqual(['0/0', '3/3'])
  const [order] = Object.values(stage.shopify.world.state.orders)
  expect(order!.lines[0]).toMatchObject({ quantity: 4, removed: 2 })
  expect(order!.transactions.at(-1)).toMatchObject({ kind: 'REFUND', amount: 11_800 })
})

test('[O7] a substitute leaves what was ordered on its shelf there too', async () => {
  await stage.link('SHIRT-L', [1, 0])
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  await stage.buy(['SHIRT-L', 1])
  await sell('SHIRT-L')
  await stage.settle()
  const [open] = await cases()
  const substitutes = [
    { lineId: open.document.lines[0].id, productId: stage.linked.get('SHIRT-M')!.productId, quantity: 1 },
  ]
  expect((await decide(open.id, { action: 'substitute', substitutes })).status).toBe(200)
  await stage.settle()
  expect([await stage.levels('SHIRT-L'), await stage.levels('SHIRT-M')]).toEqual([
    ['0/0', '0/-'],
    ['4/4', '3/3'],
  ])
})

test('[M1] what a person changes in Shopify is a movement here; our own change coming back is none', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  await sell('SHIRT-M')
  await stage.settle()
  edit('SHIRT-M', 0, 7)
  edit('SHIRT-M', 1, -2)
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['11/11', '1/1'])
  const booked = await stage.rows(`select delta from stock_movements where reason = 'shopify' order by seq`)
  expect(new Set(booked.map(({ delta }) => delta))).toEqual(new Set([-2, 7]))
})

test('[M3] one that would take a shelf below zero is for the desk, and both are even whatever it decides', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  for (const [action, left] of [
    ['recount', '0/0'],
    ['drop', '1/1'],
  ] as const) {
    const { productId } = stage.linked.get('SHIRT-M')!
    await stage.till.push('stockMovements', [
      testMovement({ branchId: stage.till.branchId, productId, delta: 5 }),
    ])
    await stage.settle()
    const here = Number((await stage.levels('SHIRT-M'))[0]!.split('/')[0])
    await sell('SHIRT-M', here - 1)
    edit('SHIRT-M', 0, -2)
    await stage.settle()
    const [open] = await cases()
    expect(open).toMatchObject({ kind: 'movement', document: { reason: 'shopify', delta: -2 } })
    expect((await decideMovement(open.id, action)).status).toBe(200)
    await stage.settle()
    expect((await stage.levels('SHIRT-M'))[0]).toBe(left)
  }
  expect(await stage.ledgerFaults()).toEqual([])
})

test('an order from a location of no branch waits, and comes alive with its branch', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  const [downtown] = stage.locations
  await stage.rows(`update shopify_locations set branch_id = null where id = $1`, [downtown])
  await stage.buy(['SHIRT-M', 2])
  await stage.settle()
  expect(await documents()).toEqual([])
  expect(await stage.rows(`select fault ->> 'code' as code, hinted from shopify_orders`)).toEqual([
    { code: 'shopify/unmapped-location', hinted: false },
  ])
  await stage.rows(`update shopify_locations set branch_id = $2 where id = $1`, [
    downtown,
    stage.till.branchId,
  ])
  await stage.settle()
  expect(await documents()).toEqual(['#1001 sale accepted DT 2'])
  expect(await stage.levels('SHIRT-M')).toEqual(['3/3', '3/3'])
})

test('an order of a product that is not here asks for it and waits; what the catalogue refuses is left out and named', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  await stage.buy(['SHIRT-M', 1], ['TOTE', 2])
  await stage.settle()
  expect(await documents()).toEqual([])
  const tote = Object.values(stage.shopify.world.state.variants).find(({ sku }) => sku === 'TOTE')!
  const number = (gid: string) => /\d+$/.exec(gid)![0]
  expect(await stage.rows('select shop_product_id as id from shopify_product_hints')).toEqual([
    { id: number(tote.productId) },
  ])
  await stage.rows(
    `insert into shopify_refusals (tenant_id, subject, subject_id, title, code, path, message, at)
     values ($1, 'variant', $2, 'Tote', 'shopify/no-sku', '', '', now())`,
    [stage.shop.tenantId, number(tote.id)],
  )
  await stage.settle()
  expect(await documents()).toEqual(['#1001 sale accepted DT 1'])
  const [order] = await stage.admin.pullAll('orders')
  expect(order).toMatchObject({ note: 'Not here: 2 × Tote/Bag', total: 5900 })
  expect(await stage.levels('SHIRT-M')).toEqual(['4/4', '3/3'])
})

test('[O9] what nobody counts, a gift card, is no case: it is left out and named', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.link('TOTE', [0, 0])
  await stage.rows(`update shopify_variants set is_tracked = false where id = $1`, [
    stage.linked.get('TOTE')!.variant,
  ])
  await stage.settle()
  await stage.buy(['SHIRT-M', 1], ['TOTE', 2])
  await stage.buy(['TOTE', 1])
  await stage.settle()
  expect(await documents()).toEqual(['#1001 sale accepted DT 1'])
  const [order] = await stage.admin.pullAll('orders')
  expect(order).toMatchObject({ note: 'Not here: 2 × Tote/Bag', total: 5900 })
  expect(await cases()).toEqual([])
  expect(await stage.rows('select from shopify_orders where hinted or fault is not null')).toEqual([])
  expect(await stage.rows('select from shopify_claims where is_open')).toEqual([])
  expect(await stage.levels('SHIRT-M')).toEqual(['4/4', '3/3'])
})

test('what was ordered before the shop was connected is none of ours; what comes back of it is', async () => {
  await stage.buy(['SHIRT-M', 2])
  await stage.link('SHIRT-M', [3, 3])
  await stage.shopify.clock.advance(10_000)
  await stage.rows('update shopify_connections set connected_at = $1, orders_since = $1', [
    new Date(stage.shopify.clock.now()),
  ])
  await stage.settle()
  await stage.act(1001, 'cancel')
  await stage.settle()
  expect(await documents()).toEqual([])
  expect(await stage.levels('SHIRT-M')).toEqual(['5/5', '3/3'])
})

test('a test order is no sale; the stock it took is somebody’s change', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  const { variant } = stage.linked.get('SHIRT-M')!
  await stage.shopify.ask(
    `mutation ($order: OrderCreateOrderInput!) {
      orderCreate(order: $order, options: { inventoryBehaviour: DECREMENT_IGNORING_POLICY }) { userErrors { message } } }`,
    {
      order: {
        test: true,
        lineItems: [{ variantId: `gid://shopify/ProductVariant/${variant}`, quantity: 2 }],
      },
    },
  )
  await stage.settle()
  expect(await documents()).toEqual([])
  expect(await stage.levels('SHIRT-M')).toEqual(['3/3', '3/3'])
})

test('a webhook that cannot be read is dead, with the reason, and the others are taken', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  await stage.buy(['SHIRT-M', 1])
  await stage.shopify.clock.advance(0)
  await stage.rows(
    `insert into shopify_inbox (tenant_id, id, event_id, topic, body, triggered_at, received_at, state)
     values ($1, 'bad', 'e', 'orders/create', '{"id": 1', now(), now(), 'waiting')`,
    [stage.shop.tenantId],
  )
  await stage.settle()
  expect(
    await stage.rows(`select id, fault ->> 'code' as code from shopify_inbox where state <> 'done'`),
  ).toEqual([{ id: 'bad', code: 'shopify/not-json' }])
  expect(await documents()).toEqual(['#1001 sale accepted DT 1'])
})

test('levels are looked at behind the last page of changed orders, and one answer is within what Shopify allows', async () => {
  await stage.link('TOTE', [10, 0])
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  for (let order = 0; order < 9; order += 1) await stage.buy(['TOTE', 1])
  edit('SHIRT-M', 0, 2)
  await stage.deliver()
  await stage.rows(`delete from shopify_inbox where topic <> 'inventory_levels/update' and state = 'waiting'`)
  await stage.settle()
  expect(await stage.levels('TOTE')).toEqual(['1/1', '0/0'])
  expect(await stage.levels('SHIRT-M')).toEqual(['7/7', '3/3'])
  expect(await documents()).toHaveLength(9)
  expect(await stage.rows(`select delta from stock_movements where reason = 'shopify'`)).toEqual([
    { delta: 2 },
  ])
})

test('[O9] orders without a webhook are found behind a later one that had its own', async () => {
  await stage.link('TOTE', [30, 0])
  await stage.settle()
  for (let order = 0; order < 20; order += 1) {
    await stage.buy(['TOTE', 1])
    await stage.shopify.clock.advance(5_000)
  }
  await stage.deliver()
  await stage.rows(`
    delete from shopify_inbox where topic <> 'orders/create'
      or received_at < (select max(received_at) from shopify_inbox where topic = 'orders/create')`)
  expect(await stage.rows(`select from shopify_inbox where state = 'waiting'`)).toHaveLength(1)
  await stage.run()
  expect(await documents()).toHaveLength(20)
  await stage.rows('update shopify_levels set hinted = true')
  await stage.run()
  expect(await stage.rows(`select from stock_movements where reason = 'shopify'`)).toEqual([])
})

test('[O7] one branch of an order is called off: its pieces are given back there, the others are sold', async () => {
  await stage.link('SHIRT-M', [1, 3])
  await stage.link('TOTE', [1, 0])
  await stage.settle()
  await stage.buy(['SHIRT-M', 2], ['TOTE', 1])
  expect(await sell('TOTE')).toBe('accepted')
  await stage.settle()
  const [open] = await cases()
  expect((await decide(open.id, { action: 'cancel' })).status).toBe(200)
  await stage.settle()
  expect((await documents()).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    '#1001 sale accepted RV 2',
    '#1001 sale cancelled DT 1',
  ])
  expect(await stage.levels('TOTE')).toEqual(['0/0', '0/0'])
  expect(await stage.levels('SHIRT-M')).toEqual(['1/1', '1/1'])
  const [order] = Object.values(stage.shopify.world.state.orders)
  expect(order!.cancelledAt).toBeNull()
  expect(order!.lines.map(({ removed }) => removed)).toEqual([0, 1])
  expect(order!.transactions.at(-1)).toMatchObject({ kind: 'REFUND', amount: 2500 })
})

test('lines that are added to an order later are a further document', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.link('TOTE', [10, 0])
  await stage.settle()
  await stage.buy(['SHIRT-M', 1])
  await stage.settle()
  const { world } = stage.shopify
  const [order] = Object.values(world.state.orders)
  const tote = Object.values(world.state.variants).find(({ sku }) => sku === 'TOTE')!
  const level = world.state.levels[Object.values(world.state.items[tote.itemId]!.levelIds)[0]!]!
  move(world, level, 'available', -2)
  move(world, level, 'committed', 2)
  const [line] = order!.lines
  order!.lines.push({
    ...line!,
    id: world.newId('LineItem'),
    variantId: tote.id,
    sku: 'TOTE',
    quantity: 2,
    price: 2500,
    claimedAt: level.id,
  })
  tellLevels(world, [level])
  await stage.settle()
  expect(await documents()).toEqual(['#1001 sale accepted DT 1', '#1001 sale accepted DT 2'])
  expect(await stage.levels('TOTE')).toEqual(['8/8', '0/0'])
  expect(await stage.rows(`select from stock_movements where reason = 'shopify'`)).toEqual([])
})

test('[O7] what Shopify gave back of an open case is among what the desk gives back, and not given back again', async () => {
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  await stage.buy(['SHIRT-M', 4])
  await sell('SHIRT-M', 3)
  await stage.settle()
  const [order] = Object.values(stage.shopify.world.state.orders)
  await stage.shopify.ask(
    `mutation ($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "k") { userErrors { message } } }`,
    {
      input: {
        orderId: order!.id,
        refundLineItems: [{ lineItemId: order!.lines[0]!.id, quantity: 1, restockType: 'CANCEL' }],
      },
    },
  )
  await stage.settle()
  const [open] = await cases()
  expect((await decide(open.id, { action: 'partial' })).status).toBe(200)
  await stage.settle()
  expect(await documents()).toEqual(['#1001 sale accepted DT 4', '#1001-R refund accepted DT 2'])
  expect(order!.lines[0]).toMatchObject({ quantity: 4, removed: 2 })
  expect(await stage.levels('SHIRT-M')).toEqual(['0/0', '3/3'])
})

test('[O9] an order that the list of orders lacked when its level was read is no case, and is booked once', async () => {
  await stage.link('SHIRT-M', [1, 0])
  await stage.settle()
  await stage.buy(['SHIRT-M', 1])
  await stage.deliver()
  await stage.rows(`update shopify_inbox set state = 'done' where topic like 'orders/%'`)
  // Lists are searched in an index that is behind; what is asked for by its id is as it is.
  const { ask } = stage.work.api
  stage.work.api.ask = async (...asked) => {
    const answer = await ask(...asked)
    if (answer.kind === 'answered' && READS.has(asked[0].name))
      Object.assign(answer.data['changed'] as object, { nodes: [] })
    return answer
  }
  await stage.run()
  expect(await stage.levels('SHIRT-M')).toEqual(['0/0', '0/0'])
  expect(await documents()).toEqual([])
  await stage.rows(`update shopify_inbox set state = 'waiting' where topic like 'orders/%'`)
  await stage.run()
  expect(await documents()).toEqual(['#1001 sale accepted DT 1'])
  expect(await stage.levels('SHIRT-M')).toEqual(['0/0', '0/0'])
  expect(await stage.ledgerFaults()).toEqual([])
})

test('[O9] an order whose webhook cannot be read is booked all the same, and the webhook is kept as dead', async () => {
  await stage.link('SHIRT-M', [3, 0])
  await stage.settle()
  await stage.buy(['SHIRT-M', 1])
  await stage.deliver()
  await stage.rows(`delete from shopify_inbox where topic <> 'orders/create'`)
  await stage.rows(
    `update shopify_inbox set body = replace(body, '"current_quantity"', '"quantity_as_of_now"') where state = 'waiting'`,
  )
  await stage.run()
  expect(await documents()).toEqual(['#1001 sale accepted DT 1'])
  const dead = await stage.rows(
    `select topic, fault ->> 'path' as path from shopify_inbox where state = 'dead'`,
  )
  expect(dead).toEqual([{ topic: 'orders/create', path: 'line_items.0.current_quantity' }])
})

test('a reading that somebody overtook is not taken for news', async () => {
  await stage.link('SHIRT-M', [5, 0])
  await stage.settle()
  const { api } = stage.work
  let isOvertaken = false
  const slow: ShopApi = {
    ...api,
    ask: async (...asked) => {
      const answer = await api.ask(...asked)
      if (!isOvertaken && READS.has(asked[0].name)) {
        isOvertaken = true
        await stage.buy(['SHIRT-M', 2])
        await stage.settle()
      }
      return answer
    },
  }
  await stage.rows('update shopify_levels set hinted = true')
  await stepStock({ ...stage.work, api: slow })
  await stage.settle()
  expect(isOvertaken).toBe(true)
  expect(await stage.levels('SHIRT-M')).toEqual(['3/3', '0/0'])
})

test('an item that is stocked again with nothing is told what lies here', async () => {
  await stage.link('SHIRT-M', [3, 0])
  await stage.settle()
  const { world } = stage.shopify
  const item = world.state.items[gidOf('InventoryItem', stage.linked.get('SHIRT-M')!.item)]!
  const level = world.state.levels[item.levelIds[gidOf('Location', stage.locations[0]!)]!]!
  level.isActive = false
  await stage.rows('update shopify_levels set hinted = true')
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['3/-', '0/0'])
  level.isActive = true
  edit('SHIRT-M', 0, -level.quantities.available)
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['3/3', '0/0'])
})

test('[E1] [O7] what the desk calls off while the shop stands still behind a restore is told there', async () => {
  await stage.link('SHIRT-M', [3, 0])
  await stage.settle()
  await stage.buy(['SHIRT-M', 3])
  await sell('SHIRT-M', 2)
  await stage.settle()
  const { tenantId, users } = stage.shop
  await stage.rows(`update shopify_connections set reader_epoch = 'another' where tenant_id = $1`, [tenantId])
  await stage.run()
  const [open] = await cases()
  expect((await decide(open.id, { action: 'cancel' })).status).toBe(200)
  const { deps } = stage.work
  await inTransaction(deps.database.tenant(tenantId), (tx) =>
    standByFigures(tx, deps, tenantId, 'ours', users.admin.id),
  )
  await stage.settle()
  expect(await stage.levels('SHIRT-M')).toEqual(['1/1', '0/0'])
  expect(Object.values(stage.shopify.world.state.orders)[0]?.cancelledAt).not.toBeNull()
})
