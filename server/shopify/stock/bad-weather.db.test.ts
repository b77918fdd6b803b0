import { beforeEach, expect, test } from 'vitest'
import { openStockStage } from '../../testing/stock-stage.ts'
import type { StockStage } from '../../testing/stock-stage.ts'
import { testBusiness } from '../../testing/test-business.ts'
import { testSale } from '../../testing/test-lane.ts'

const business = await testBusiness()
let stage: StockStage

const DAY = 86_400_000

beforeEach(async () => {
  stage = await openStockStage(business)
  await stage.link('SHIRT-M', [5, 3])
  await stage.settle()
  // Tokens are somebody else's matter here.
  const { tokens } = stage.shopify.world.state.app
  for (const token of Object.keys(tokens)) tokens[token] = Number.MAX_SAFE_INTEGER
})

const sell = () => {
  const { productId, price } = stage.linked.get('SHIRT-M')!
  return stage.till.push('orders', [testSale(stage.till, { id: productId, price })])
}
const booked = () =>
  stage.rows(`select number, kind, status from orders where source = 'shopify' order by seq`)
const movements = () => stage.rows(`select delta from stock_movements where reason = 'shopify'`)
/** A webhook that came before, with an id of its own, as one that was a day on its way. */
const comesAgain = (topic: string, body: string) =>
  stage.rows(
    `insert into shopify_inbox (tenant_id, id, event_id, topic, body, triggered_at, received_at, state)
     values ($1, $2, $2, $3, $4, now() - interval '1 day', now(), 'waiting')`,
    [stage.shop.tenantId, crypto.randomUUID(), topic, body],
  )

test('[O9] webhooks of a day ago that come behind newer ones change nothing: what is true now is looked up', async () => {
  const { number } = await stage.buy(['SHIRT-M', 2])
  await stage.settle()
  const old = stage.shopify.received.map(({ headers, body }) => ({
    topic: headers['x-shopify-topic'] ?? '',
    body,
  }))
  expect(old.map(({ topic }) => topic)).toEqual(
    expect.arrayContaining(['orders/create', 'inventory_levels/update']),
  )
  await stage.pass(DAY)
  await stage.act(number, 'cancel')
  await sell()
  await stage.settle()
  const before = { booked: await booked(), levels: await stage.levels('SHIRT-M') }
  expect(before.levels[0]).toBe('4/4')
  for (const { topic, body } of old.toReversed()) await comesAgain(topic, body)
  stage.calls.length = 0
  await stage.settle()
  expect(stage.calls.length).toBeGreaterThan(0)
  expect({ booked: await booked(), levels: await stage.levels('SHIRT-M') }).toEqual(before)
  expect(await movements()).toEqual([])
  expect(await stage.rows(`select id from shopify_inbox where state <> 'done'`)).toEqual([])
  expect(await stage.ledgerFaults()).toEqual([])
})

test('[O9] a storm of THROTTLED delays both sides and loses nothing: it is no attempt, and nobody is asked to do anything', async () => {
  stage.shopify.faults.add({ kind: 'throttled', times: 7 })
  await sell()
  await stage.buy(['SHIRT-M', 1])
  await stage.settle()
  expect(stage.shopify.faults.list()).toEqual([])
  expect(await booked()).toEqual([{ number: '#1001', kind: 'sale', status: 'accepted' }])
  expect((await stage.levels('SHIRT-M'))[0]).toBe('3/3')
  expect(await stage.rows(`select attempts, state from shopify_sends`)).toEqual([
    { attempts: 0, state: 'done' },
  ])
  expect(await stage.rows('select state, fault from shopify_connections')).toEqual([
    { state: 'on', fault: null },
  ])
})

test('changes are gathered for as long as the pace says, and a sale in between goes with them', async () => {
  let isHeld = true
  let told = 0
  stage.work.pace = { holds: () => isHeld, told: () => (told += 1) }
  stage.calls.length = 0
  await sell()
  await stage.run()
  await sell()
  await stage.run()
  expect(stage.calls).toEqual([])
  expect((await stage.levels('SHIRT-M'))[0]).toBe('3/5')
  isHeld = false
  await stage.settle()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('3/3')
  expect(told).toBe(1)
  expect(stage.calls.map(({ operation }) => operation)).toEqual(['SetQuantities'])
})
