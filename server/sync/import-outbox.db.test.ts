import { beforeEach, expect, test } from 'vitest'
import { whileAuditRefuses } from '../testing/refusing-audit.ts'
import { testDatabase } from '../testing/test-database.ts'
import { ledgerFaults, testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const { app, clock } = await testNode(database.url)
let shop: TestShop
let admin: TestLane
let lost: TestLane
let other: TestLane

beforeEach(async () => {
  await database.empty()
  clock.advance(3_600_000)
  shop = await testShop(database)
  admin = await testLane(app, shop, 'admin')
  lost = await testLane(app, shop, 'cashier')
  other = await testLane(app, shop, 'cashier')
})

type Sent = { collection: string; document: object }
const orders = (...documents: object[]): Sent[] =>
  documents.map((document) => ({ collection: 'orders', document }))
const bring = (lane: Pick<TestLane, 'post'>, documents: Sent[], from = lost.id, tenantId = shop.tenantId) =>
  lane.post(`/devices/${from}/outbox-import`, { tenantId, documents })
const outcomes = (body: Record<string, unknown>) =>
  (body['outcomes'] as { outcome: string }[]).map(({ outcome }) => outcome)

test('[U3] [A3] the outbox of a lane that is lost is settled on its behalf, each document once, with a note of who brought it', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const [one, two] = [testSale(lost, product, 2), testSale(lost, product, 1)]
  const revoked = await admin.post(
    `/devices/${lost.id}/revoke`,
    {},
    { 'idempotency-key': 'revoke-the-lost-one' },
  )
  expect(revoked.status).toBe(200)

  const first = await bring(other, orders(one, two))
  expect(first.status).toBe(200)
  expect(first.body['outcomes']).toMatchObject([
    { id: one.id, outcome: 'settled', status: 'accepted' },
    { id: two.id, outcome: 'settled', status: 'accepted' },
  ])
  for (const again of [await bring(other, orders(one, two)), await bring(admin, orders(two))])
    expect(new Set(outcomes(again.body))).toEqual(new Set(['known']))
  const [level] = await database.query<{ on_hand: number }>(
    'select on_hand from stock_levels where product_id = $1',
    [product.id],
  )
  expect(Number(level?.on_hand)).toBe(2)
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  expect(await database.query('select 1 from dead_letters')).toEqual([])
  const noted = await database.query(
    `select actor_id, device_id from audit_log where action = 'outbox.imported' order by id limit 1`,
  )
  expect(noted).toEqual([{ actor_id: other.userId, device_id: lost.id }])
})

test('[U3] [A3] nothing of a file is settled unless the audit log says who brought it', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const [sale, broken] = [testSale(lost, product, 1), { nonsense: true }]
  const bringBoth = () => bring(other, orders(sale, broken))
  const refused = await whileAuditRefuses(database, 'outbox.imported', bringBoth)
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'sync/busy' } } })
  for (const table of ['orders', 'dead_letters', `stock_movements where reason = 'sale'`])
    expect(await database.query(`select 1 from ${table}`)).toEqual([])

  expect(outcomes((await bringBoth()).body)).toEqual(['settled', 'rejected'])
  const entries = await database.query<{ documents: { id: string; outcome: string }[] }>(
    `select details -> 'documents' as documents from audit_log where action = 'outbox.imported'`,
  )
  expect(entries.flatMap(({ documents }) => documents)).toEqual([
    { collection: 'orders', id: sale.id, outcome: 'settled' },
    { collection: 'orders', id: '', outcome: 'rejected' },
  ])
})

test('[U3] the lane that comes back and sends the sale itself finds it there, and no alarm', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = testSale(lost, product, 1)
  await bring(other, orders(sale))
  const { body } = await lost.push('orders', [sale])
  expect(body['conflicts']).toMatchObject([{ id: sale.id, status: 'accepted' }])
  expect(await database.query('select 1 from dead_letters')).toEqual([])
})

test('[U3] an order that was pushed before is answered with its state, a short one is a conflict', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 1 })
  const [sent, short] = [testSale(lost, product, 1), testSale(lost, product, 1)]
  await lost.push('orders', [sent])
  const { body } = await bring(admin, orders(sent, short))
  expect(body['outcomes']).toMatchObject([
    { outcome: 'known', status: 'accepted' },
    { outcome: 'conflict', status: 'conflict' },
  ])
})

test('[A3] documents that the lane could not have written are dead letters, the others are settled', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = testSale(lost, product, 1)
  const { body } = await bring(other, orders(testSale(other, product, 1), sale, { nonsense: true }))
  expect(body['outcomes']).toMatchObject([
    { outcome: 'rejected', rejection: { code: 'order/unknown-device' } },
    { outcome: 'settled' },
    { outcome: 'rejected', rejection: { code: 'document/invalid' } },
  ])
  expect(await database.query('select 1 from dead_letters')).toHaveLength(2)
})

test('[A1] a file of another business or branch is refused, and nothing of it is booked', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const sale = orders(testSale(lost, product, 1))
  const two = await testShop(database, 'two')
  const foreign = await testLane(app, two, 'admin')
  const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  const refusals = [
    await bring(foreign, sale),
    await bring(foreign, sale, lost.id, two.tenantId),
    await bring(admin, sale, lost.id, two.tenantId),
    await bring(neighbour, sale),
  ]
  expect(refusals.map(({ body }) => body['error'].code)).toEqual([
    'outbox/foreign',
    'outbox/foreign',
    'outbox/foreign',
    'access/branch',
  ])
  expect(await database.query('select 1 from orders')).toEqual([])
  expect(await database.query(`select 1 from audit_log where action = 'outbox.imported'`)).toEqual([])
})

test('[U3] movements, customers and a shift that the server knows as open come along', async () => {
  const product = await testProduct(admin, { [lost.branchId]: 5 })
  const shift = {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    branchId: lost.branchId,
    deviceId: lost.id,
    number: 1,
    openedBy: lost.userId,
    openedAt: '2026-01-01T08:00:00.000Z',
    openingFloat: 1000,
    cashMovements: [],
    closedBy: null,
    closedAt: null,
    countedCash: null,
    expectedCash: null,
    note: null,
    updatedAt: '2026-01-01T08:00:00.000Z',
  }
  await lost.push('shifts', [shift])
  const closed = {
    ...shift,
    closedBy: lost.userId,
    closedAt: '2026-01-01T18:00:00.000Z',
    countedCash: 1000,
    expectedCash: 1000,
  }
  const customer = {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    name: 'Ann',
    phone: null,
    email: null,
    note: null,
    updatedAt: '2026-01-01T08:00:00.000Z',
  }
  const movement = testMovement({
    branchId: lost.branchId,
    productId: product.id,
    deviceId: lost.id,
    actorId: lost.userId,
  })
  const documents = [
    { collection: 'stockMovements', document: movement },
    { collection: 'shifts', document: closed },
    { collection: 'customers', document: customer },
  ]
  const { body } = await bring(admin, documents)
  expect(body['outcomes']).toMatchObject([
    { collection: 'customers', outcome: 'settled' },
    { collection: 'shifts', outcome: 'known' },
    { collection: 'stockMovements', outcome: 'settled' },
  ])
  // The open shift of an older file takes nothing back, whether the server ever saw it or not.
  const between = { ...shift, updatedAt: '2026-01-01T12:00:00.000Z' }
  for (const document of [shift, between]) await bring(admin, [{ collection: 'shifts', document }])
  const [kept] = await database.query<{ counted_cash: number }>('select counted_cash from shifts')
  expect(Number(kept?.counted_cash)).toBe(1000)
})
