import { beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../database/transaction.ts'
import { openStockStage } from '../../testing/stock-stage.ts'
import type { StockStage } from '../../testing/stock-stage.ts'
import { testBusiness } from '../../testing/test-business.ts'
import { testMovement, testSale } from '../../testing/test-lane.ts'
import type { CallFault, ShopApi } from '../api/shop-api.ts'
import { gidOf } from '../sandbox/store/gid.ts'
import { move, tellLevels } from '../sandbox/store/levels.ts'
import { ORDER_PAYMENTS, REFUND_ORDER } from './operations.ts'
import { reconcileLevels } from './reconcile.ts'
import { standByFigures } from './restored.ts'
import { sendAgain } from './send-again.ts'
import type { Word } from './send-again.ts'
import { stepStock } from './step-stock.ts'

const business = await testBusiness()
let stage: StockStage

beforeEach(async () => {
  stage = await openStockStage(business)
  await stage.link('SHIRT-M', [5, 3])
  await stage.link('TOTE', [10, 0])
  await stage.settle()
  stage.calls.length = 0
  // Tokens are somebody else's matter here.
  const { tokens } = stage.shopify.world.state.app
  for (const token of Object.keys(tokens)) tokens[token] = Number.MAX_SAFE_INTEGER
})

const MINUTE = 60_000
const silent: CallFault = { kind: 'again', code: 'timeout', message: 'no answer' }
const sell = (sku: string, quantity = 1) => {
  const { productId, price } = stage.linked.get(sku)!
  return stage.till.push('orders', [testSale(stage.till, { id: productId, price }, quantity)])
}
const receive = (sku: string, delta: number) => {
  const { productId } = stage.linked.get(sku)!
  return stage.till.push('stockMovements', [
    testMovement({ branchId: stage.till.branchId, productId, delta }),
  ])
}
const count = (sku: string, counted: number, expected: number) => {
  const { productId } = stage.linked.get(sku)!
  const said = { reason: 'recount', counted, expected, delta: counted - expected }
  return stage.till.push('stockMovements', [
    testMovement({ branchId: stage.till.branchId, productId, ...said }),
  ])
}
const edit = (sku: string, by: number, isTold = true) => {
  const { world } = stage.shopify
  const item = world.state.items[gidOf('InventoryItem', stage.linked.get(sku)!.item)]!
  const level = world.state.levels[item.levelIds[gidOf('Location', stage.locations[0]!)]!]!
  move(world, level, 'available', by)
  if (isTold) tellLevels(world, [level])
}
const pass = (ms: number) => stage.pass(ms)
const told = (...names: string[]) => stage.calls.filter(({ operation }) => names.includes(operation))
const keys = () => told('AdjustQuantities', 'SetQuantities').map(({ variables }) => variables['key'])
const sends = () =>
  stage.rows(
    `select state, attempts, fault ->> 'code' as code from shopify_sends where state <> 'done' order by id`,
  )
const again = async (word: Word) => {
  const [dead] = await stage.rows(`select id from shopify_sends where state = 'dead'`)
  const { tenantId, deps } = stage.work
  return inTransaction(deps.database.tenant(tenantId), (tx) =>
    sendAgain(tx, deps, tenantId, String(dead!['id']), word),
  )
}

test('1,000 sales of a product are a handful of calls', async () => {
  await receive('TOTE', 1_000)
  await stage.settle()
  stage.calls.length = 0
  const { productId, price } = stage.linked.get('TOTE')!
  for (let batch = 0; batch < 5; batch += 1) {
    const sales = Array.from({ length: 200 }, () => testSale(stage.till, { id: productId, price }))
    await stage.till.push('orders', sales)
    await stage.run()
  }
  await stage.settle()
  expect((await stage.levels('TOTE'))[0]).toBe('10/10')
  expect(stage.calls.length).toBeLessThanOrEqual(6)
})

test('[U3] what was done and not answered is told again by the same key, and done once', async () => {
  await sell('SHIRT-M')
  stage.failNext(silent, true)
  await stage.run()
  expect(await sends()).toEqual([{ state: 'waiting', attempts: 1, code: 'timeout' }])
  await sell('SHIRT-M')
  await stage.settle()
  expect(keys()).toHaveLength(1)
  await pass(MINUTE)
  await stage.settle()
  expect(new Set(keys()).size).toBe(2)
  expect(keys()).toHaveLength(3)
  expect((await stage.levels('SHIRT-M'))[0]).toBe('3/3')
})

test('[U3] of two passes that meet at one refund the later says what the first said', async () => {
  await stage.buy(['SHIRT-M', 4])
  await sell('SHIRT-M', 4)
  await stage.settle()
  const [open] = (await stage.admin.get('/conflicts')).body['conflicts']
  const word = { action: 'partial', reason: 'looked' }
  const key = { 'idempotency-key': crypto.randomUUID() }
  expect((await stage.admin.post(`/orders/${open.id}/settle`, word, key)).status).toBe(200)
  const { api } = stage.work
  let isOvertaken = false
  const slow: ShopApi = {
    ...api,
    ask: async (...asked) => {
      if (!isOvertaken && asked[0].name === ORDER_PAYMENTS.name) {
        isOvertaken = true
        await stage.run()
      }
      return api.ask(...asked)
    },
  }
  while ((await stepStock({ ...stage.work, api: slow })) === 'more');
  await stage.settle()
  expect(isOvertaken).toBe(true)
  const told = stage.calls.filter(({ operation }) => operation === REFUND_ORDER.name)
  expect(told).toHaveLength(2)
  expect(told[1]!.variables).toEqual(told[0]!.variables)
  expect(await stage.rows(`select state from shopify_sends where state <> 'done'`)).toEqual([])
})

test('while an answer is outstanding an online order and an edit are neither lost nor taken for each other', async () => {
  await sell('SHIRT-M')
  stage.failNext(silent, true)
  await stage.run()
  edit('SHIRT-M', 4)
  await stage.buy(['SHIRT-M', 2])
  await stage.settle()
  expect(await stage.rows(`select delta from stock_movements where reason = 'shopify'`)).toEqual([])
  await pass(MINUTE)
  await stage.settle()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('6/6')
  expect(await stage.rows(`select delta from stock_movements where reason = 'shopify'`)).toEqual([
    { delta: 4 },
  ])
})

test('what fails is tried again after 1, 5 and 15 minutes, then it is for a person', async () => {
  await sell('SHIRT-M')
  stage.failNext(silent)
  await stage.run()
  for (const minutes of [1, 5, 15]) {
    await pass(minutes * MINUTE - 1)
    await stage.run()
    stage.failNext(silent)
    await pass(1)
    await stage.run()
  }
  expect(keys()).toHaveLength(4)
  expect(new Set(keys()).size).toBe(1)
  expect(await sends()).toEqual([{ state: 'dead', attempts: 4, code: 'timeout' }])
  await pass(60 * MINUTE)
  await stage.settle()
  expect(keys()).toHaveLength(4)
  expect(await again('again')).toBe(true)
  await stage.settle()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('4/4')
  expect(await sends()).toEqual([])
})

for (const [word, isDone] of [
  ['done', true],
  ['anew', false],
] as const)
  test(`a person says what became of a send, and is believed: ${word}`, async () => {
    await sell('SHIRT-M')
    for (const minutes of [0, 1, 5, 15]) {
      await pass(minutes * MINUTE)
      stage.failNext(silent, isDone)
      await stage.run()
    }
    expect(await again(word)).toBe(true)
    await stage.settle()
    expect((await stage.levels('SHIRT-M'))[0]).toBe('4/4')
    expect(new Set(keys()).size).toBe(isDone ? 1 : 2)
  })

for (const isDone of [true, false])
  test(`a key that Shopify has forgotten is not used again: what is available says it had ${isDone ? '' : 'not '}arrived`, async () => {
    await sell('SHIRT-M')
    stage.failNext(silent, isDone)
    await stage.run()
    await stage.buy(['SHIRT-M', 1])
    await stage.deliver()
    await pass(25 * 60 * MINUTE)
    stage.calls.length = 0
    await stage.settle()
    expect(keys()).toHaveLength(isDone ? 0 : 1)
    expect((await stage.levels('SHIRT-M'))[0]).toBe('3/3')
    expect(await stage.rows(`select delta from stock_movements where reason = 'shopify'`)).toEqual([])
  })

test('where what is available says neither, a person says it', async () => {
  await sell('SHIRT-M')
  stage.failNext(silent, true)
  await stage.run()
  edit('SHIRT-M', 7)
  await stage.deliver()
  await pass(25 * 60 * MINUTE)
  await stage.settle()
  expect(await sends()).toEqual([{ state: 'dead', attempts: 1, code: 'shopify/answer-unknown' }])
  await again('done')
  await stage.settle()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('11/11')
})

test('a count is set, compared with what is known; where that is stale it is read first', async () => {
  await count('SHIRT-M', 2, 5)
  await stage.settle()
  expect(told('SetQuantities')).toHaveLength(1)
  expect(told('AdjustQuantities')).toHaveLength(0)
  expect((await stage.levels('SHIRT-M'))[0]).toBe('2/2')
  await count('SHIRT-M', 9, 2)
  edit('SHIRT-M', 5, false)
  await stage.settle()
  expect(told('SetQuantities').length).toBeGreaterThan(1)
  expect((await stage.levels('SHIRT-M'))[0]).toBe('14/14')
})

test('what Shopify refuses is put aside and said, and the others are told', async () => {
  const { item } = stage.linked.get('TOTE')!
  const items = stage.shopify.world.state.items
  const gone = items[gidOf('InventoryItem', item)]!
  await sell('SHIRT-M')
  await sell('TOTE')
  delete items[gidOf('InventoryItem', item)]
  await stage.run()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('4/4')
  items[gidOf('InventoryItem', item)] = gone
  expect(
    await stage.rows(
      `select item_id, refused ->> 'code' as code from shopify_levels where refused is not null`,
    ),
  ).toEqual([{ item_id: item, code: 'INVALID_INVENTORY_ITEM' }])
  edit('TOTE', 1)
  await stage.settle()
  expect((await stage.levels('TOTE'))[0]).toBe('10/10')
  expect(await sends()).toEqual([])
})

test('whoever is stopped at any call, or behind it, loses nothing', async () => {
  for (let stop = 0; stop < 6; stop += 1) {
    for (const isDone of [false, true]) {
      await receive('SHIRT-M', 3)
      await sell('SHIRT-M')
      await stage.buy(['SHIRT-M', 1], ['TOTE', 1])
      await receive('TOTE', 1)
      await stage.deliver()
      let left = stop
      const { api } = stage.work
      stage.work.api = {
        ...api,
        ask: async (...asked) => {
          left -= 1
          if (left >= 0) return api.ask(...asked)
          if (isDone) await api.ask(...asked)
          throw new Error('stopped')
        },
      }
      await stage.run().catch(() => {})
      stage.work.api = api
      await stage.settle()
      const [shirt] = await stage.levels('SHIRT-M')
      const [here, there] = shirt!.split('/')
      expect(here).toBe(there)
    }
  }
  const [placed, booked] = await stage.rows(
    `select (select count(*) from shopify_orders)::int as n union all
     select count(distinct number)::int from orders where source = 'shopify' and kind = 'sale'`,
  )
  expect(booked).toEqual(placed)
  expect(placed).toEqual({ n: 12 })
  expect(await stage.ledgerFaults()).toEqual([])
})

test('a comparison of everything finds what no webhook told of, books it and says so', async () => {
  edit('SHIRT-M', -2, false)
  edit('TOTE', 3, false)
  await stage.settle()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('5/3')
  const done = await reconcileLevels(stage.work)
  expect(done).toMatchObject({ kind: 'done', report: { levels: 4, drifted: 2, pieces: 5, held: 0 } })
  await stage.settle()
  expect((await stage.levels('SHIRT-M'))[0]).toBe('3/3')
  expect((await stage.levels('TOTE'))[0]).toBe('13/13')
  // What is known here may be wrong as well: the books stay even, and the ledger says what was booked.
  await stage.rows('update shopify_levels set known = known + 2 where item_id = $1 and known = 3', [
    stage.linked.get('SHIRT-M')!.item,
  ])
  expect(await reconcileLevels(stage.work)).toMatchObject({ report: { drifted: 2 } })
  await stage.settle()
  const [shirt] = await stage.levels('SHIRT-M')
  expect(shirt!.split('/')[0]).toBe(shirt!.split('/')[1])
  expect(
    await stage.rows(`select count(*)::int as n from audit_log where action = 'shopify.reconciled'`),
  ).toEqual([{ n: 2 }])
  expect(await reconcileLevels(stage.work)).toMatchObject({ report: { drifted: 0 } })
})

test('what is sold while everything is compared does not wait for the end of it', async () => {
  let between = 0
  await reconcileLevels(stage.work, async () => {
    between += 1
    await sell('TOTE', 1)
    await stage.buy(['SHIRT-M', 1])
    await stage.settle()
    expect((await stage.levels('TOTE'))[0]).toBe('9/9')
    expect((await stage.levels('SHIRT-M'))[0]).toBe('4/4')
  })
  expect(between).toBe(1)
  await stage.settle()
  expect(await stage.rows(`select from stock_movements where reason = 'shopify'`)).toEqual([])
})

for (const whose of ['ours', 'theirs'] as const)
  test(`[E1] behind a restore nothing is told or booked until somebody says whose figures stand: ${whose}`, async () => {
    await stage.rows(`update log_heads set epoch = 'epoch-2'`)
    await sell('SHIRT-M', 2)
    await stage.buy(['SHIRT-M', 1])
    await stage.settle()
    expect((await stage.levels('SHIRT-M'))[0]).toBe('3/4')
    expect(await stage.rows('select state from shopify_connections')).toEqual([{ state: 'restored' }])
    const { tenantId, deps } = stage.work
    await inTransaction(deps.database.tenant(tenantId), (tx) =>
      standByFigures(tx, deps, tenantId, whose, stage.shop.users.admin.id),
    )
    await stage.settle()
    expect((await stage.levels('SHIRT-M'))[0]).toBe(whose === 'ours' ? '2/2' : '4/4')
    expect(await stage.rows(`select number from orders where source = 'shopify'`)).toHaveLength(1)
    expect(await stage.ledgerFaults()).toEqual([])
  })
