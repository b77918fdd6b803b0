import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'

const { app, clock, database, openShop, count } = await testBusiness()
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

test('[O7] notes and assignment are on the trail with the decision; it can be added to and not changed', async () => {
  const product = await testProduct(admin, { [here]: 0 })
  const sale = testSale(till, product, 1)
  await till.push('orders', [sale])
  const post = (what: string, body: object, lane = support) =>
    lane.post(`/conflicts/${sale.id}/${what}`, body, key())
  expect((await post('notes', { text: 'the customer waits at home' })).status).toBe(200)
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
