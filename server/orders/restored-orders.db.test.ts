import { beforeEach, expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import { renewEpochs } from '../log/epoch.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'

const { app, count, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
})

/** The database as it was before anything was sold, with some pieces less delivered, under a new epoch. */
async function restore(lessDelivered = 0): Promise<void> {
  await database.query(
    `begin; set local session_replication_role = replica;
     delete from orders; delete from audit_log; delete from stock_movements where reason <> 'receive';
     update stock_movements set delta = delta - ${lessDelivered}, balance = balance - ${lessDelivered};
     update stock_levels l set on_hand = (select sum(delta) from stock_movements m where m.product_id = l.product_id);
     commit`,
  )
  await renewEpochs(database.url)
}

const wordOn = async (lane: TestLane, order: object) =>
  (await lane.push('orders', [order])).body['conflicts'][0]
const onHand = async () => (await till.pullAll('stockLevels')).map((level) => level['onHand'])

test('[E3] [O10] a sealed order that a restore lost comes back by any lane of its branch, as it was settled', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const sold = await wordOn(till, testSale(till, product, 2))
  await restore()
  const back = await wordOn(other, sold)
  const { seq, ...rest } = back
  expect(rest).toEqual({ ...sold, seq: undefined, flags: ['restored'] })
  expect(seq).toBeGreaterThan(0)
  expect(await onHand()).toEqual([3])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  // Its own lane sends it as well, sealed or as it was written: it is here once.
  expect(await wordOn(till, sold)).toEqual(back)
  expect(await wordOn(till, { ...sold, status: 'pending', seal: null, settledAt: null, seq: 0 })).toEqual(
    back,
  )
  expect([await count('orders'), await count('dead_letters')]).toEqual([1, 0])
})

test('[E3] [O3] [O4] where the restored books are short, the missing pieces are found first, and that is on record', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const sold = await wordOn(till, testSale(till, product, 4))
  await restore(4)
  expect(await wordOn(other, sold)).toMatchObject({ status: 'accepted', seal: sold.seal })
  expect(await onHand()).toEqual([0])
  expect((await till.pullAll('stockMovements')).map((it) => [it['reason'], it['delta']])).toEqual([
    ['receive', 1],
    ['found', 3],
    ['sale', -4],
  ])
  expect(await database.query('select action, details from audit_log')).toEqual([
    { action: 'order.restored', details: { found: [{ productId: product.id, pieces: 3 }] } },
  ])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[E3] [O7] an order that was called off comes back called off, and a refund after its sale', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const wanted = await wordOn(till, testSale(till, product, 3))
  await admin.post(
    `/orders/${wanted.id}/settle`,
    { action: 'cancel', reason: 'no stock' },
    { 'idempotency-key': crypto.randomUUID() },
  )
  const sold = await wordOn(till, testSale(till, product))
  const refund = testSale(till, product, 1, { kind: 'refund', refundOf: sold.id, reason: 'too small' })
  const lines = [{ ...refund.lines[0], refundOf: sold.lines[0].id, restock: true }]
  const given = await wordOn(till, { ...refund, lines })
  const cancelled = (await till.pullAll('orders')).find((it) => it['id'] === wanted.id) as unknown as Order
  await restore()
  const { body } = await other.push('orders', [given, sold, cancelled])
  expect(body['conflicts'].map((it: Order) => it.status)).toEqual(['accepted', 'accepted', 'cancelled'])
  expect(await onHand()).toEqual([1])
  // What was given back before stays given back.
  const again = { ...refund, lines, id: crypto.randomUUID() }
  expect(await wordOn(till, again)).toMatchObject({ status: 'conflict' })
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})

test('[E3] a code that orders of a lost lane bear is given to no other lane, and to that one when it is back', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const numbered = (lane: TestLane, number: string) => testSale(lane, product, 1, { number })
  const lost = await testLane(app, shop, 'cashier')
  const sold = await wordOn(lost, numbered(lost, 'DT-L4-000001'))
  await restore()
  await database.query('delete from device_users where device_id = $1', [lost.id])
  await database.query('delete from devices where id = $1', [lost.id])
  expect(await wordOn(other, sold)).toMatchObject({ status: 'accepted', flags: ['restored'] })
  const register = async (body: object) =>
    (await admin.post('/devices', { name: 'C', branchId: till.branchId, ...body })).body['code']
  expect(await register({ id: crypto.randomUUID(), code: 'L4' }), 'of somebody else').toBe('L5')
  expect(await register({ id: lost.id, code: 'L4' })).toBe('L4')
  expect(await register({ id: crypto.randomUUID() })).toBe('L6')
})

test('[E3] [A3] a seal speaks for its order alone, and in its branch and business alone', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const sold = await wordOn(till, testSale(till, product))
  await restore()
  const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  const two = await testShop(database, 'two')
  const stranger = await testLane(app, two, 'cashier', two.branches.downtown)
  const codeOf = async (lane: TestLane, order: object) => (await wordOn(lane, order)).rejection?.code
  expect(await codeOf(neighbour, sold)).toBe('order/wrong-branch')
  expect(await codeOf(stranger, sold)).toBe('order/wrong-branch')
  expect(await codeOf(other, { ...sold, note: 'another' })).toBe('order/unknown-device')
  expect(await codeOf(other, { ...sold, status: 'cancelled' })).toBe('order/unknown-device')
  expect(await codeOf(other, { ...sold, seal: null })).toBe('order/unknown-device')
  expect(await count('orders')).toBe(0)
})

test('[E3] an unsealed order is settled anew, for its own lane', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const held = await wordOn(till, testSale(till, product, 3))
  expect(held).toMatchObject({ status: 'conflict', seal: null })
  await restore(-2)
  expect(await wordOn(till, held)).toMatchObject({ status: 'accepted', conflict: null, flags: [] })
  expect(await onHand()).toEqual([0])
})

test('[E3] [O7] [O10] what a desk handed over instead comes back from its shelf, and a forged settlement does not', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const instead = await testProduct(admin, { [till.branchId]: 5 })
  const wanted = await wordOn(till, testSale(till, product, 3))
  const substitutes = [{ lineId: wanted.lines[0].id, productId: instead.id, quantity: 2 }]
  const { body: swapped } = await admin.post(
    `/orders/${wanted.id}/settle`,
    { action: 'substitute', reason: 'the other colour', substitutes },
    { 'idempotency-key': crypto.randomUUID() },
  )
  await restore()
  const forged = structuredClone(swapped) as Order
  for (const given of forged.conflict?.settlement?.given ?? []) given.quantity += 1
  expect(await wordOn(other, forged)).toMatchObject({ status: 'rejected' })
  const back = await wordOn(other, swapped)
  expect(back).toMatchObject({ status: 'accepted', conflict: { settlement: swapped['conflict'].settlement } })
  const sales = (await till.pullAll('stockMovements')).filter((it) => it['reason'] === 'sale')
  expect(sales.map((it) => [it['productId'], it['delta']])).toEqual([
    [product.id, -1],
    [instead.id, -2],
  ])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
})
