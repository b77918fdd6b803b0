import { beforeEach, expect, test } from 'vitest'
import { runBulk } from '../bulk/run-bulk.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'

const { app, clock, database, deps, openShop, count } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let support: TestLane
let here: string
let there: string

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
  support = await testLane(app, shop, 'support')
  here = shop.branches.downtown
  there = shop.branches.riverside
})

const key = () => ({ 'idempotency-key': crypto.randomUUID() })
const settle = (id: string, body: object, lane = support) =>
  lane.post(`/orders/${id}/settle`, { reason: 'as told on the phone', ...body }, key())
const moves = async (orderId?: string) =>
  (await admin.pullAll('stockMovements'))
    .filter((one) => orderId === undefined || one['orderId'] === orderId)
    .map((one) => [one['reason'], one['branchId'] === here ? 'here' : 'there', one['delta'], one['balance']])
const order = async (id: string): Promise<Record<string, Json>> =>
  (await admin.pullAll('orders')).find((one) => one['id'] === id) ?? {}
const receive = (productId: string, delta: number, branchId = here) =>
  admin.push('stockMovements', [testMovement({ branchId, productId, delta })])
const isExact = async () => expect(await ledgerFaults(database, shop.tenantId)).toEqual([])

test('[O7] [M2] transfer deducts from another branch: a pair and the sale, or nothing', async () => {
  const product = await testProduct(admin, { [here]: 1, [there]: 2 })
  const [first, second] = [testSale(till, product, 3), testSale(till, product, 3)]
  await till.push('orders', [first, second])
  expect((await settle(first.id, { action: 'transfer', fromBranchId: there })).body).toMatchObject({
    status: 'accepted',
    conflict: { settlement: { action: 'transfer', by: support.userId } },
  })
  expect(await moves(first.id)).toEqual([
    ['transfer_out', 'there', -2, 0],
    ['transfer_in', 'here', 2, 3],
    ['sale', 'here', -3, 0],
  ])
  const short = await settle(second.id, { action: 'transfer', fromBranchId: there })
  expect(short).toMatchObject({ status: 409, body: { error: { code: 'order/stock-short' } } })
  expect(short.body['error'].details.lacks).toMatchObject([{ branchId: there, requested: 3, available: 0 }])
  expect(await moves(second.id)).toEqual([])
  expect((await settle(second.id, { action: 'transfer', fromBranchId: crypto.randomUUID() })).status).toBe(
    404,
  )
  await isExact()
})

test('[O7] substitute takes another product off the shelf, and a refund brings that one back', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const instead = await testProduct(admin, { [here]: 5 })
  const sale = testSale(till, product, 2)
  await till.push('orders', [sale])
  const [line] = sale.lines
  const substitutes = [{ lineId: line?.id, productId: instead.id, quantity: 2 }]
  const unknown = [{ ...substitutes[0], productId: crypto.randomUUID() }]
  expect((await settle(sale.id, { action: 'substitute', substitutes: unknown })).status).toBe(422)
  expect((await settle(sale.id, { action: 'substitute', substitutes })).body).toMatchObject({
    status: 'accepted',
  })
  expect(await moves(sale.id)).toEqual([['sale', 'here', -2, 3]])
  const refund = testSale(till, product, 1, { kind: 'refund', refundOf: sale.id, reason: 'too small' })
  Object.assign(refund.lines[0] ?? {}, { refundOf: line?.id, restock: true })
  await till.push('orders', [refund])
  expect((await order(refund.id))['status']).toBe('accepted')
  expect(await moves(refund.id)).toEqual([['refund', 'here', 1, 4]])
  const levels = await admin.pullAll('stockLevels')
  expect(levels.find((one) => one['productId'] === instead.id)?.['onHand']).toBe(4)
  await isExact()
})

test('[O7] [O6] [O10] partial hands over what is there and refunds the rest by a sealed refund of its own', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  const sale = testSale(till, product, 3)
  await till.push('orders', [sale])
  expect((await settle(sale.id, { action: 'partial' })).body).toMatchObject({
    status: 'accepted',
    total: 3600,
  })
  expect(await moves()).toEqual([
    ['receive', 'here', 1, 1],
    ['sale', 'here', -1, 0],
  ])
  const refund = (await till.pullAll('orders')).find((one) => one['refundOf'] === sale.id)
  expect(refund).toMatchObject({
    kind: 'refund',
    status: 'accepted',
    number: `${sale.number}-R`,
    total: 2400,
    payments: [{ type: 'cash', amount: 2400 }],
    cashierId: support.userId,
  })
  expect(refund?.['seal']).toMatch(/^[\w-]{43}$/)
  // What the desk has given back cannot be given back again.
  const again = testSale(till, product, 2, { kind: 'refund', refundOf: sale.id, reason: 'no' })
  Object.assign(again.lines[0] ?? {}, { refundOf: sale.lines[0]?.id, restock: true })
  await till.push('orders', [again])
  expect(await order(again.id)).toMatchObject({ status: 'conflict', conflict: { reason: 'over_refund' } })
  await isExact()
})

test('[O8] a backorder settles by itself in the transaction that books the arrival, oldest first, whole or not', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const other = await testProduct(admin, { [here]: 0 })
  const two = testSale(till, product, 2)
  const both = testSale(till, product, 1)
  const one = testSale(till, product, 1)
  const more = testSale(till, other, 1)
  Object.assign(both, {
    lines: [...both.lines, ...more.lines],
    subtotal: 2400,
    total: 2400,
    tax: 400,
    payments: [{ type: 'cash', amount: 2400 }],
  })
  for (const sale of [two, both, one]) {
    clock.advance(1000)
    await till.push('orders', [sale])
    expect((await settle(sale.id, { action: 'backorder' })).body).toMatchObject({
      status: 'conflict',
      seal: null,
      conflict: { settlement: { action: 'backorder' } },
    })
  }
  const statuses = async () =>
    Promise.all([two, both, one].map(async ({ id }) => (await order(id))['status']))
  expect((await support.get('/conflicts')).body).toMatchObject({ conflicts: [], total: 0 })
  expect((await support.get('/conflicts?state=waiting')).body).toMatchObject({ total: 3 })
  await receive(product.id, 1)
  // One piece: the oldest lacks one, the next lacks another product, the youngest can be had whole.
  expect(await statuses()).toEqual(['conflict', 'conflict', 'accepted'])
  await receive(product.id, 3)
  expect(await statuses()).toEqual(['accepted', 'conflict', 'accepted'])
  await receive(other.id, 1)
  expect(await statuses()).toEqual(['accepted', 'accepted', 'accepted'])
  expect((await order(both.id))['seal']).toMatch(/^[\w-]{43}$/)
  const together = await database.query<{ same: boolean }>(
    `select arrived.xmin = sold.xmin as same from stock_movements arrived, stock_movements sold
     where arrived.reason = 'receive' and arrived.product_id = $1 and sold.order_id = $2 and sold.product_id = $1`,
    [other.id, both.id],
  )
  expect(together).toEqual([{ same: true }])
  await isExact()
})

test('[O8] pieces that a refund puts back reach a backorder too, and one whose stock is there never waits', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  const sold = testSale(till, product, 1)
  const waits = testSale(till, product, 1)
  await till.push('orders', [sold, waits])
  await settle(waits.id, { action: 'backorder' })
  const refund = testSale(till, product, 1, { kind: 'refund', refundOf: sold.id, reason: 'no' })
  Object.assign(refund.lines[0] ?? {}, { refundOf: sold.lines[0]?.id, restock: true })
  await till.push('orders', [refund])
  expect((await order(waits.id))['status']).toBe('accepted')
  const late = testSale(till, product, 2)
  await till.push('orders', [late])
  await receive(product.id, 2)
  expect((await settle(late.id, { action: 'backorder' })).body).toMatchObject({ status: 'accepted' })
  await isExact()
})

test('[O8] a backorder that is called off takes nothing when its stock comes', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 1)
  await till.push('orders', [sale])
  await settle(sale.id, { action: 'backorder' })
  expect((await settle(sale.id, { action: 'backorder' })).status).toBe(422)
  expect((await settle(sale.id, { action: 'cancel' })).body).toMatchObject({ status: 'cancelled' })
  await receive(product.id, 5)
  expect(await moves(sale.id)).toEqual([])
  await isExact()
})

test('[O7] of two desks with different actions one wins, the other is told who it was', async () => {
  const product = await testProduct(admin, { [here]: 1, [there]: 5 })
  const sale = testSale(till, product, 3)
  await till.push('orders', [sale])
  const answers = await Promise.all([
    settle(sale.id, { action: 'partial' }),
    settle(sale.id, { action: 'transfer', fromBranchId: there }, admin),
  ])
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
  const lost = answers.find(({ status }) => status === 409)
  expect(lost?.body['error']).toMatchObject({
    code: 'order/not-in-conflict',
    details: { status: 'accepted', settlement: { reason: 'as told on the phone' } },
  })
  await isExact()
  const second = testSale(till, product, 9)
  await till.push('orders', [second])
  const { seq } = await order(second.id)
  await settle(second.id, { action: 'backorder' })
  const stale = await settle(second.id, { action: 'cancel', version: seq }, admin)
  expect(stale).toMatchObject({ status: 409, body: { error: { code: 'order/changed' } } })
})

test('[M3] a movement that did not fit is booked with what was missing, or dropped, and its lane is told', async () => {
  const product = await testProduct(admin, { [here]: 1, [there]: 0 })
  const broken = testMovement({ branchId: here, productId: product.id, delta: -3, reason: 'damage' })
  const transferId = crypto.randomUUID()
  const half = { productId: product.id, transferId }
  const pair = [
    testMovement({ ...half, branchId: here, delta: -4, reason: 'transfer_out' }),
    testMovement({ ...half, branchId: there, delta: 4, reason: 'transfer_in' }),
  ] as const
  const never = testMovement({ branchId: here, productId: product.id, delta: -9, reason: 'damage' })
  await till.push('stockMovements', [broken])
  await admin.push('stockMovements', [...pair])
  await till.push('stockMovements', [never])
  expect((await support.get('/conflicts')).body).toMatchObject({ total: 4 })
  const decide = (id: string, action: string) =>
    support.post(`/movements/${id}/settle`, { action, reason: 'looked' }, key())
  expect((await decide(broken.id, 'recount')).status).toBe(200)
  expect((await decide(pair[1].id, 'recount')).status).toBe(200)
  expect((await decide(never.id, 'drop')).status).toBe(200)
  expect(await decide(pair[0].id, 'drop')).toMatchObject({
    status: 409,
    body: { error: { code: 'case/settled' } },
  })
  expect(await moves()).toEqual([
    ['receive', 'here', 1, 1],
    ['found', 'here', 2, 3],
    ['damage', 'here', -3, 0],
    ['found', 'here', 4, 4],
    ['transfer_out', 'here', -4, 0],
    ['transfer_in', 'there', 4, 4],
  ])
  const [booked] = (await till.push('stockMovements', [broken])).body['conflicts']
  expect(booked).toMatchObject({ balance: 0 })
  const [dropped] = (await till.push('stockMovements', [never])).body['conflicts']
  expect(dropped).toMatchObject({ status: 'conflict', conflict: { settlement: { action: 'drop' } } })
  expect((await support.get('/conflicts')).body).toMatchObject({ total: 0 })
  expect((await decide(crypto.randomUUID(), 'drop')).status).toBe(404)
  await isExact()
})

test('[O7] one count of a shelf closes all its cases, oldest first, and the shelf ends at what was counted', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  const other = await testProduct(admin, { [here]: 0 })
  const sales = [testSale(till, product, 3), testSale(till, product, 2), testSale(till, product, 4)]
  const mixed = testSale(till, product, 9)
  const more = testSale(till, other, 1)
  Object.assign(mixed, {
    lines: [...mixed.lines, ...more.lines],
    subtotal: 12_000,
    total: 12_000,
    tax: 2000,
    payments: [{ type: 'cash', amount: 12_000 }],
  })
  for (const sale of [...sales, mixed]) {
    clock.advance(1000)
    await till.push('orders', [sale])
  }
  const body = { branchId: here, productId: product.id, counted: 4, reason: 'counted twice' }
  const counted = await support.post('/conflicts/count', body, { 'idempotency-key': 'one-count' })
  expect(counted.body).toMatchObject({ closed: sales.map(({ id }) => ({ id })), left: 1 })
  expect(await support.post('/conflicts/count', body, { 'idempotency-key': 'one-count' })).toEqual(counted)
  expect(await moves()).toEqual([
    ['receive', 'here', 1, 1],
    ['recount', 'here', 12, 13],
    ['sale', 'here', -3, 10],
    ['sale', 'here', -2, 8],
    ['sale', 'here', -4, 4],
  ])
  expect((await order(mixed.id))['status']).toBe('conflict')
  expect((await support.post('/conflicts/count', { ...body, productId: there }, key())).status).toBe(404)
  await isExact()
})

const level = async (productId: string) =>
  (await admin.pullAll('stockLevels')).find(
    (one) => one['productId'] === productId && one['branchId'] === here,
  )?.['onHand']
/** One sale of several products. */
const saleOf = (...products: [{ id: string; price: number }, number][]) => {
  const parts = products.map(([product, quantity]) => testSale(till, product, quantity))
  const sum = (of: 'total' | 'subtotal' | 'tax') => parts.reduce((all, part) => all + part[of], 0)
  return Object.assign(parts[0]!, {
    lines: parts.flatMap(({ lines }) => lines),
    payments: [{ type: 'cash', amount: sum('total') }],
    subtotal: sum('subtotal'),
    tax: sum('tax'),
    total: sum('total'),
  })
}
const countOf = (productId: string, counted: number) =>
  support.post('/conflicts/count', { branchId: here, productId, counted, reason: 'counted' }, key())
/** Does to every open case what the desk suggests. */
async function followSuggestions() {
  const { conflicts } = (await support.get('/conflicts')).body
  for (const { kind, id, suggestion } of conflicts) {
    const path = kind === 'order' ? 'orders' : 'movements'
    const body = { action: suggestion.action, reason: 'as suggested' }
    expect((await support.post(`/${path}/${id}/settle`, body, key())).status).toBe(200)
  }
  return conflicts.map((one: Json) => `${one.suggestion.action} ${one.suggestion.because}`)
}
const makeOnline = (id: string) =>
  database.query(
    `with next as (update log_heads set head = head + 1 where tenant_id = $2 returning head)
     update orders set source = 'shopify', seq = (select head from next) where id = $1`,
    [id, shop.tenantId],
  )

test('[O7] [M3] what a count closed and what is settled after it leave the shelf at what was counted', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  const other = await testProduct(admin, { [here]: 0 })
  const damage = testMovement({
    branchId: here,
    productId: product.id,
    delta: -3,
    reason: 'damage',
  })
  await till.push('stockMovements', [damage])
  clock.advance(1000)
  const mixed = saleOf([product, 2], [other, 1])
  await till.push('orders', [testSale(till, product, 3), mixed])
  clock.advance(60_000)
  expect((await countOf(product.id, 4)).body).toMatchObject({ closed: [{}], left: 2 })
  expect(await level(product.id)).toBe(4)
  expect(await followSuggestions()).toEqual(['drop counted-after', 'recount goods-left'])
  expect(await level(product.id)).toBe(4)
  expect(await level(other.id)).toBe(0)
  await isExact()
})

test('[O7] a count that finds what the books say stands for its shelf too, and the next count closes what it left', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  const other = await testProduct(admin, { [here]: 0 })
  const mixed = saleOf([product, 2], [other, 1])
  await till.push('orders', [testSale(till, product, 2), mixed])
  await receive(product.id, 5)
  clock.advance(60_000)
  // The books say six, four lie there, and two left: nothing is to be corrected.
  expect((await countOf(product.id, 4)).body).toMatchObject({ closed: [{}], left: 1 })
  clock.advance(60_000)
  expect((await countOf(other.id, 7)).body).toMatchObject({ closed: [{ id: mixed.id }], left: 0 })
  expect([await level(product.id), await level(other.id)]).toEqual([4, 7])
  await isExact()
})

test('[O7] after any later count of its shelf a sale takes nothing, unless its goods are still here', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  const [gone, stays] = [testSale(till, product, 3), testSale(till, product, 2)]
  await till.push('orders', [gone, stays])
  clock.advance(60_000)
  const counted = { delta: 3, reason: 'recount', counted: 4, expected: 1 }
  const createdAt = new Date(clock.now()).toISOString()
  await admin.push('stockMovements', [
    testMovement({ branchId: here, productId: product.id, ...counted, createdAt }),
  ])
  expect((await support.get('/conflicts')).body['conflicts']).toMatchObject([
    { lines: [{ now: 4, counted: true }], suggestion: { action: 'recount', because: 'counted-after' } },
    { suggestion: { because: 'counted-after' } },
  ])
  expect((await settle(gone.id, { action: 'recount' })).status).toBe(200)
  expect(await moves(gone.id)).toEqual([
    ['found', 'here', 3, 7],
    ['sale', 'here', -3, 4],
  ])
  expect((await settle(stays.id, { action: 'backorder' })).status).toBe(200)
  expect(await moves(stays.id)).toEqual([['sale', 'here', -2, 2]])
  await isExact()
})

/** A count by a lane, later than all that is there. */
async function countAt(branchId: string, productId: string, expected: number, counted: number) {
  clock.advance(60_000)
  const createdAt = new Date(clock.now()).toISOString()
  const said = { delta: counted - expected, reason: 'recount', counted, expected }
  await admin.push('stockMovements', [testMovement({ branchId, productId, ...said, createdAt })])
}

test('[O7] what a count has seen gone is taken by no decision: by transfer, substitute and partial the shelf stays at its count', async () => {
  const [product, instead] = [
    await testProduct(admin, { [here]: 1, [there]: 2 }),
    await testProduct(admin, { [here]: 5 }),
  ]
  const sales = [testSale(till, product, 3), testSale(till, product, 3), testSale(till, product, 3)] as const
  await till.push('orders', [...sales])
  await countAt(here, product.id, 1, 4)
  await countAt(here, instead.id, 5, 3)
  const [moved, swapped, part] = sales
  const left = { goodsLeft: true }
  expect((await settle(moved.id, { action: 'transfer', fromBranchId: there, ...left })).status).toBe(200)
  expect(await moves(moved.id)).toEqual([
    ['transfer_out', 'there', -2, 0],
    ['transfer_in', 'here', 2, 6],
    ['found', 'here', 1, 7],
    ['sale', 'here', -3, 4],
  ])
  const substitutes = [{ lineId: swapped.lines[0]?.id, productId: instead.id, quantity: 2 }]
  expect((await settle(swapped.id, { action: 'substitute', substitutes, ...left })).status).toBe(200)
  expect(await moves(swapped.id)).toEqual([
    ['found', 'here', 1, 5],
    ['sale', 'here', -1, 4],
    ['found', 'here', 2, 5],
    ['sale', 'here', -2, 3],
  ])
  expect((await settle(part.id, { action: 'partial', ...left })).status).toBe(200)
  expect(await moves(part.id)).toEqual([
    ['found', 'here', 1, 5],
    ['sale', 'here', -1, 4],
  ])
  const refund = (await till.pullAll('orders')).find((one) => one['refundOf'] === part.id)
  expect(refund?.['lines']).toMatchObject([{ quantity: 2 }])
  expect([await level(product.id), await level(instead.id)]).toEqual([4, 3])
  await isExact()
})

test('[O7] [O8] what is handed over after a count leaves the counted shelf: as the desk says, and where it lets the customer wait', async () => {
  const product = await testProduct(admin, { [here]: 0, [there]: 2 })
  const instead = await testProduct(admin, { [here]: 5 })
  const sales = [1, 2, 3, 4].map(() => testSale(till, product, 2))
  await till.push('orders', sales)
  const [swapped, moved, waits, part] = sales.map(({ id }) => id) as [string, string, string, string]
  await countAt(here, product.id, 0, 1)
  await countAt(here, instead.id, 5, 3)
  const here_ = { goodsLeft: false }
  const substitutes = [{ lineId: sales[0]?.lines[0]?.id, productId: instead.id, quantity: 2 }]
  expect((await settle(swapped, { action: 'substitute', substitutes, ...here_ })).status).toBe(200)
  expect(await level(instead.id)).toBe(1)
  expect((await settle(moved, { action: 'transfer', fromBranchId: there, ...here_ })).status).toBe(200)
  expect(await level(product.id)).toBe(0)
  expect((await settle(waits, { action: 'backorder' })).body['status']).toBe('conflict')
  await countAt(here, product.id, 0, 3)
  expect([(await order(waits))['status'], await level(product.id)]).toEqual(['accepted', 1])
  // Nobody says partial of goods that left, unless in so many words.
  expect((await settle(part, { action: 'partial' })).status).toBe(200)
  expect(await moves(part)).toEqual([['sale', 'here', -1, 0]])
  await isExact()
})

test('[M2] [M3] a held movement that is booked after a count leaves what was counted, at both ends', async () => {
  const product = await testProduct(admin, { [here]: 1, [there]: 0 })
  const half = { productId: product.id, transferId: crypto.randomUUID() }
  const pair = [
    testMovement({ ...half, branchId: here, delta: -4, reason: 'transfer_out' }),
    testMovement({ ...half, branchId: there, delta: 4, reason: 'transfer_in' }),
  ] as const
  await admin.push('stockMovements', [...pair])
  clock.advance(60_000)
  const createdAt = new Date(clock.now()).toISOString()
  const recount = (branchId: string, expected: number, counted: number) =>
    testMovement({
      branchId,
      productId: product.id,
      delta: counted - expected,
      reason: 'recount',
      counted,
      expected,
      createdAt,
    })
  await admin.push('stockMovements', [recount(here, 1, 2), recount(there, 0, 4)])
  const body = { action: 'recount', reason: 'it did happen' }
  expect((await support.post(`/movements/${pair[0].id}/settle`, body, key())).status).toBe(200)
  expect((await moves()).slice(-4)).toEqual([
    ['found', 'here', 4, 6],
    ['transfer_out', 'here', -4, 2],
    ['transfer_in', 'there', 4, 8],
    ['recount', 'there', -4, 4],
  ])
  await isExact()
})

const isCounted = async () => (await support.get('/conflicts')).body['conflicts'][0].lines[0].counted
async function inBulk(path: string, body: object) {
  clock.advance(60_000)
  const { status, body: begun } = await admin.post(path, body, key())
  expect(status).toBe(201)
  await runBulk(deps, {
    data: { tenantId: shop.tenantId },
    signal: new AbortController().signal,
    isLastTry: false,
  })
  return begun['id']
}
async function recountInBulk(productId: string, way: string, pieces: number) {
  const asked = {
    selection: { kind: 'products', ids: [productId] },
    operation: { kind: 'recount', branchId: here, way, pieces },
  }
  const { hash } = (await admin.post('/bulk-operations/preview', asked)).body
  return inBulk('/bulk-operations', { ...asked, hash })
}

test('[O7] what was changed in bulk by so much was not counted, also where the ledger of before calls it a count', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  await till.push('orders', [testSale(till, product, 30)])
  await recountInBulk(product.id, 'by', 10)
  // So it was written before the two had words of their own.
  const renamed = await database.query(
    `with next as (update log_heads set head = head + 1 where tenant_id = $1 returning head)
     update stock_movements set note = 'bulk count', seq = (select head from next)
     where tenant_id = $1 and note = 'bulk change' returning id`,
    [shop.tenantId],
  )
  expect([renamed.length, await isCounted()]).toEqual([1, false])
  clock.advance(60_000)
  await recountInBulk(product.id, 'set', 4)
  expect(await isCounted()).toBe(true)
  await isExact()
})

test('[O7] levels that were changed in bulk by so much, or put back, were not counted', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  await till.push('orders', [testSale(till, product, 3)])
  const recount = (way: string, pieces: number) => recountInBulk(product.id, way, pieces)
  const id = await recount('by', 10)
  expect([await level(product.id), await isCounted()]).toEqual([11, false])
  await inBulk(`/bulk-operations/${id}/undo`, {})
  expect([await level(product.id), await isCounted()]).toEqual([1, false])
  await recount('by', 10)
  expect(await followSuggestions()).toEqual(['recount there-by-now'])
  expect(await level(product.id)).toBe(8)
  await till.push('orders', [testSale(till, product, 9)])
  await recount('set', 4)
  expect(await isCounted()).toBe(true)
  await isExact()
})

test('[O7] [M3] what the desk corrects for an earlier count counts nothing that came between', async () => {
  const product = await testProduct(admin, { [here]: 0, [there]: 0 })
  const half = { productId: product.id, transferId: crypto.randomUUID() }
  const pair = [
    testMovement({ ...half, branchId: there, delta: -4, reason: 'transfer_out' }),
    testMovement({ ...half, branchId: here, delta: 4, reason: 'transfer_in' }),
  ] as const
  await admin.push('stockMovements', [...pair])
  clock.advance(60_000)
  const createdAt = new Date(clock.now()).toISOString()
  const counted = { delta: 4, reason: 'recount', counted: 4, expected: 0 }
  await admin.push('stockMovements', [
    testMovement({ branchId: here, productId: product.id, ...counted, createdAt }),
  ])
  clock.advance(60_000)
  await till.push('orders', [testSale(till, product, 6)])
  clock.advance(60_000)
  const body = { action: 'recount', reason: 'it did happen' }
  expect((await support.post(`/movements/${pair[0].id}/settle`, body, key())).status).toBe(200)
  expect((await moves()).slice(-2)).toEqual([
    ['transfer_in', 'here', 4, 8],
    ['recount', 'here', -4, 4],
  ])
  expect((await support.get('/conflicts')).body['conflicts']).toMatchObject([
    { lines: [{ now: 4, counted: false }], suggestion: { because: 'goods-left' } },
  ])
  expect(await followSuggestions()).toEqual(['recount goods-left'])
  expect(await level(product.id)).toBe(0)
  await isExact()
})

test('[O7] a count closes no order whose goods have not left: of the online shop, or one that waits', async () => {
  const product = await testProduct(admin, { [here]: 1 })
  const [online, waits, sale] = [3, 2, 2].map((pieces) => testSale(till, product, pieces)) as [
    ReturnType<typeof testSale>,
    ReturnType<typeof testSale>,
    ReturnType<typeof testSale>,
  ]
  await till.push('orders', [online, waits, sale])
  await makeOnline(online.id)
  await settle(waits.id, { action: 'backorder' })
  clock.advance(60_000)
  expect((await countOf(product.id, 1)).body).toMatchObject({ closed: [{ id: sale.id }], left: 1 })
  expect([(await order(online.id))['status'], await level(product.id)]).toEqual(['conflict', 1])
  // Its goods are found on the shelf by the next count: they leave it when the order is accepted.
  clock.advance(60_000)
  const later = testSale(till, product, 2)
  await till.push('orders', [later])
  clock.advance(60_000)
  await settle(waits.id, { action: 'cancel' })
  expect((await countOf(product.id, 5)).body).toMatchObject({ closed: [{ id: later.id }], left: 1 })
  expect(await followSuggestions()).toEqual(['recount there-by-now'])
  expect(await level(product.id)).toBe(2)
  expect((await countOf(product.id, 5)).status).toBe(404)
  await isExact()
})

test('[O8] an order that waits is not suggested to wait, and its goods are here', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 1)
  await till.push('orders', [sale])
  await settle(sale.id, { action: 'backorder' })
  expect((await support.get('/conflicts?state=waiting')).body['conflicts']).toMatchObject([
    { id: sale.id, suggestion: { action: 'cancel', because: 'none-anywhere' } },
  ])
})

test('[O7] notes and assignment are on the trail with the decision; it can be added to and not changed', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 1)
  await till.push('orders', [sale])
  const post = (what: string, body: object, lane = support) =>
    lane.post(`/conflicts/${sale.id}/${what}`, body, key())
  expect((await post('notes', { text: 'the customer waits at home' })).status).toBe(200)
  const { people } = (await support.get('/conflicts/people')).body as { people: { id: string }[] }
  expect(new Set(people.map(({ id }) => id)), 'nobody of a till').toEqual(
    new Set([admin.userId, support.userId]),
  )
  expect((await till.get('/conflicts/people')).status).toBe(403)
  expect((await post('assign', { userId: support.userId })).status).toBe(200)
  expect((await post('assign', { userId: till.userId })).body).toMatchObject({
    error: { code: 'case/not-yours' },
  })
  expect((await support.get('/conflicts')).body['conflicts']).toMatchObject([
    { notes: 1, assignedTo: { id: support.userId } },
  ])
  await settle(sale.id, { action: 'cancel' }, admin)
  await post('notes', { text: 'called' }, admin)
  const story = (await support.get(`/conflicts/${sale.id}`)).body
  expect(story['trail'].map((one: Json) => [one.action, one.by.id])).toEqual([
    ['case.note', support.userId],
    ['case.assigned', support.userId],
    ['case.cancel', admin.userId],
    ['case.note', admin.userId],
  ])
  expect((await support.get(`/conflicts/${crypto.randomUUID()}`)).status).toBe(404)
  expect((await post('notes', { text: '' })).status).toBe(400)
})

test('[O7] [A1] a case tells its lane, who had the stock, who else has it and what we would do; STAFF see none', async () => {
  const product = await testProduct(admin, { [here]: 2, [there]: 7 })
  const first = testSale(till, product, 2)
  const sale = testSale(till, product, 1)
  await till.push('orders', [first])
  await till.push('orders', [sale])
  const [one] = (await support.get('/conflicts')).body['conflicts']
  expect(one).toMatchObject({
    kind: 'order',
    branchId: here,
    lane: { id: till.id },
    writtenBy: { id: till.userId },
    lines: [{ productId: product.id, requested: 1, now: 0, elsewhere: [{ branchId: there, onHand: 7 }] }],
    suggestion: { action: 'recount', because: 'goods-left' },
  })
  expect((await support.get(`/conflicts/${sale.id}`)).body['takers']).toMatchObject([
    { number: first.number, delta: -2, orderId: first.id },
  ])
  for (const [path, body] of [
    [`/conflicts/${sale.id}/notes`, { text: 'x' }],
    ['/conflicts/count', { branchId: here, productId: product.id, counted: 1, reason: 'x' }],
    [`/movements/${sale.id}/settle`, { action: 'drop', reason: 'x' }],
  ] as const)
    expect((await till.post(path, body, key())).status).toBe(403)
  expect((await till.get('/conflicts')).status).toBe(403)
  expect((await till.get(`/conflicts/${sale.id}`)).status).toBe(403)
})

test('[O7] what an online order took off the shelf is told, and the shelf of the sale is not recounted', async () => {
  const product = await testProduct(admin, { [here]: 2, [there]: 7 })
  const first = testSale(till, product, 2)
  const sale = testSale(till, product, 1)
  await till.push('orders', [first])
  await makeOnline(first.id)
  await till.push('orders', [sale])
  const [one] = (await support.get('/conflicts')).body['conflicts']
  expect(one).toMatchObject({
    lines: [{ productId: product.id, now: 0, takenOnline: 2 }],
    suggestion: { action: 'transfer', because: 'online-took-other-has', branchId: there },
  })
  expect((await support.get(`/conflicts/${sale.id}`)).body['takers']).toMatchObject([
    { number: first.number, source: 'shopify' },
  ])
})

test('[O7] cases come page by page, none twice and none left out, also by branch and product', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const other = await testProduct(admin, { [here]: 0 })
  const sales = Array.from({ length: 7 }, (_, index) => testSale(till, index === 3 ? other : product, 1))
  await till.push('orders', sales)
  const seen: string[] = []
  for (let next = ''; ;) {
    const { body } = await support.get(`/conflicts?limit=3${next}`)
    expect(body['total']).toBe(7)
    seen.push(...body['conflicts'].map((one: Json) => one.id))
    if (!body['next']) break
    next = `&afterAt=${body['next'].afterAt}&afterId=${body['next'].afterId}`
  }
  expect(new Set(seen)).toEqual(new Set(sales.map(({ id }) => id)))
  expect(seen.length).toBe(7)
  const of = async (query: string) => (await support.get(`/conflicts?${query}`)).body['total']
  expect(await of(`productId=${other.id}`)).toBe(1)
  expect(await of(`branchId=${there}`)).toBe(0)
  expect(await count('audit_log')).toBe(0)
})
