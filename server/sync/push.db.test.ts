import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'

const { app, count, database, deps, headOf, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
})

test('[U1] [U5] bad documents among good ones are kept with the reason, and the good ones are settled', async () => {
  const product = await testProduct(admin, { [till.branchId]: 100 })
  const good = Array.from({ length: 20 }, () => testSale(till, product))
  const bad = [
    { ...testSale(till, product), total: 1 },
    { ...testSale(till, product), surprise: true },
    { ...testSale(till, product), note: 'a\u0000b' },
    { ...testSale(till, product, 1), lines: [{ ...testSale(till, product).lines[0], quantity: -1 }] },
    { ...testSale(till, product), branchId: shop.branches.riverside },
    { ...testSale(till, product), cashierId: shop.users.neighbour.id },
    { ...testSale(till, product), _deleted: true },
    { id: 'x' },
    {},
  ]
  const mixed = good.flatMap((order, index) => (index < bad.length ? [bad[index]!, order] : [order]))
  const { status, body } = await till.push('orders', mixed)
  expect(status).toBe(200)
  const statuses = body['conflicts'].map((order: { status: string }) => order.status)
  expect(statuses.filter((it: string) => it === 'accepted').length).toBe(good.length)
  expect(statuses.filter((it: string) => it === 'rejected').length).toBe(bad.length)
  const support = await testLane(app, shop, 'support')
  const letters = (await support.get('/dead-letters')).body['deadLetters']
  expect(letters.length).toBe(bad.length)
  expect(letters.map((letter: { code: string }) => letter.code)).toContain('order/wrong-cashier')
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[U3] a repeat changes nothing, also of what was refused; another document under the id is a dead letter', async () => {
  const product = await testProduct(admin, { [till.branchId]: 9 })
  const sale = testSale(till, product)
  const wrong = { ...testSale(till, product), tax: 1 }
  const first = await till.push('orders', [sale, wrong])
  const head = await headOf(shop.tenantId)
  const again = await till.push('orders', [sale, wrong, sale])
  expect(again.body['conflicts'].slice(0, 2)).toEqual(first.body['conflicts'])
  expect([await headOf(shop.tenantId), await count('dead_letters'), await count('orders')]).toEqual([
    head,
    1,
    1,
  ])

  const forged = await till.push('orders', [{ ...sale, note: 'changed' }])
  expect(forged.body['conflicts'][0]).toEqual(first.body['conflicts'][0])
  expect([await headOf(shop.tenantId), await count('dead_letters')]).toEqual([head, 2])
  const alarms = (await app.inject('/metrics')).body.match(
    /omnisync_dead_letters_total\{code="document\/id-reused"\} \d+/g,
  )
  await till.push('orders', [{ ...sale, note: 'changed' }])
  expect(alarms).toHaveLength(1)
  expect((await app.inject('/metrics')).body).toContain(alarms?.[0])
})

test('[U4] pushes that arrive together share transactions, and each device keeps its order', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const sales = Array.from({ length: 5 }, () => testSale(till, product))
  const { body } = await till.push('orders', sales)
  expect(body['conflicts'].map((order: { status: string }) => order.status)).toEqual([
    'accepted',
    'accepted',
    'accepted',
    'conflict',
    'conflict',
  ])
  const before = deps.database.statements()
  await Promise.all(Array.from({ length: 30 }, () => till.push('orders', [testSale(till, product)])))
  expect(deps.database.statements() - before).toBeLessThan(30 * 5)
})

test('[A1] who may not push at all is told so, and nothing is written', async () => {
  const support = await testLane(app, shop, 'support')
  for (const [lane, collection] of [
    [support, 'orders'],
    [till, 'products'],
    [till, 'stockLevels'],
    [admin, 'branches'],
  ] as const) {
    const { status, body } = await lane.push(collection, [{}])
    expect([status, body['error'].code]).toEqual([403, 'sync/read-only'])
  }
  expect((await till.push('nothing', [])).status).toBe(404)
  for (const payload of [
    null,
    [],
    { rows: 1 },
    { rows: [{}] },
    { rows: Array.from({ length: 501 }, () => ({ newDocumentState: {} })) },
  ]) {
    expect((await till.post('/replication/orders/push', payload)).status).toBe(400)
  }
  expect([await count('orders'), await count('dead_letters')]).toEqual([0, 0])
})

test('[U1] what is no document, or too deep to walk, is refused alone', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)
  const { status, body } = await till.push('orders', [
    null,
    deep,
    'text',
    testSale(till, product),
  ] as object[])
  expect(status).toBe(200)
  expect(body['conflicts'].map((one: { status: string }) => one.status)).toEqual([
    'rejected',
    'rejected',
    'rejected',
    'accepted',
  ])
})

test('[U5] a refusal that another lane earned does not stick to the lane that sold', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const sale = testSale(till, product)
  const { body: stolen } = await other.push('orders', [sale])
  expect(stolen['conflicts'][0].rejection.code).toBe('order/unknown-device')
  expect((await till.push('orders', [sale])).body['conflicts'][0].status).toBe('accepted')
})

test('[P2] [A1] an id of another branch gives nothing of it away', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const sale = testSale(till, product)
  await till.push('orders', [sale])
  const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  for (const document of [sale, { ...sale, note: 'x' }, { id: sale.id }]) {
    const { body } = await neighbour.push('orders', [document])
    expect(body['conflicts'][0]).toMatchObject({ status: 'rejected' })
    expect(body['conflicts'][0]).not.toHaveProperty('seal', expect.any(String))
  }
})

test('[P2] a dead letter shows cost to an admin alone', async () => {
  await admin.push('products', [{ id: crypto.randomUUID(), cost: 777 }])
  const support = await testLane(app, shop, 'support')
  const costOf = async (lane: TestLane) =>
    (await lane.get('/dead-letters')).body['deadLetters'][0].payload.cost
  expect([await costOf(admin), await costOf(support)]).toEqual([777, undefined])
})

test('[U2] [U5] an id in capital letters is refused with the reason, and answered as it was sent', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const sale = testSale(till, product)
  for (const field of ['id', 'branchId', 'deviceId', 'cashierId'] as const) {
    const { body } = await till.push('orders', [{ ...sale, [field]: sale[field].toUpperCase() }])
    expect(body['conflicts']).toMatchObject([
      { [field]: sale[field].toUpperCase(), status: 'rejected', rejection: { code: 'document/invalid' } },
    ])
    expect(body['conflicts'][0].rejection.message).toContain(`${field}: a UUID in lower-case letters`)
  }
  expect(await count('orders')).toBe(0)
  const settled = await admin.post(
    `/orders/${sale.id.toUpperCase()}/settle`,
    { action: 'cancel', reason: 'x' },
    { 'idempotency-key': crypto.randomUUID() },
  )
  expect([settled.status, settled.body['error'].code]).toEqual([400, 'request/invalid'])
})

test('[U1] a year that Postgres does not know is refused alone', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const { body } = await till.push('orders', [
    testSale(till, product, 1, { createdAt: '0000-01-01T00:00:00.000Z' }),
    testSale(till, product),
  ])
  const statuses = body['conflicts'].map((one: { status: string }) => one.status)
  expect(statuses).toEqual(['rejected', 'accepted'])
  expect(body['conflicts'][0].rejection.message).toContain('createdAt: a time after 1970')
})

test('what a lane was refused stands in its sync log, by its code', async () => {
  await till.get('/replication/orders/pull?epoch=of-another-life')
  await till.get('/replication/orders/pull?limit=0')
  await till.post('/replication/products/push', { rows: [] })
  await till.get('/replication/nothing/pull')
  await till.get('/replication/orders/pull')
  await app.syncLog.flush()
  const { body } = await admin.get(`/devices/${till.id}/sync-log`)
  const entries = body['entries'].map((it: Record<string, unknown>) =>
    [it['direction'], it['collection'], it['requests'], it['errors'], it['lastError']].join(' '),
  )
  expect(entries.toSorted()).toEqual([
    'pull  1 1 sync/unknown-collection',
    'pull orders 3 2 request/invalid',
    'push products 1 1 sync/read-only',
  ])
})
