import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { ledgerFaults, testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'

const { app, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

/** For short lists whose order is of no interest. */
const inOrder = (a: string | number, b: string | number) => (a < b ? -1 : 1)
const settle = (lane: TestLane, id: string, action: string, key: string = crypto.randomUUID()) =>
  lane.post(`/orders/${id}/settle`, { action, reason: 'the goods left' }, { 'idempotency-key': key })

test('[O7] recount books what was missing and takes the sale, once', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const sale = testSale(till, product, 3)
  await till.push('orders', [sale])
  const support = await testLane(app, shop, 'support')
  expect((await support.get('/conflicts')).body['conflicts']).toMatchObject([{ kind: 'order', id: sale.id }])
  const [first, second] = await Promise.all([
    settle(support, sale.id, 'recount'),
    settle(admin, sale.id, 'cancel'),
  ])
  expect([first.status, second.status].toSorted(inOrder)).toEqual([200, 409])
  expect(await ledgerFaults(database, shop.tenantId)).toEqual([])
  expect((await support.get('/conflicts')).body['conflicts']).toEqual([])
})

test('[O7] [O10] a repeat of the key is the first answer; the sale stands sealed at its till', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const sale = testSale(till, product, 3)
  await till.push('orders', [sale])
  const answer = await settle(admin, sale.id, 'recount', 'the-same-key')
  expect(await settle(admin, sale.id, 'recount', 'the-same-key')).toEqual(answer)
  const [order] = await till.pullAll('orders')
  expect(order).toMatchObject({
    status: 'accepted',
    conflict: { settlement: { action: 'recount', by: admin.userId } },
  })
  expect(order?.['seal']).toMatch(/^[\w-]{43}$/)
  const moves = (await till.pullAll('stockMovements')).map((one) => [
    one['reason'],
    one['delta'],
    one['balance'],
  ])
  expect(moves).toEqual([
    ['receive', 1, 1],
    ['found', 2, 3],
    ['sale', -3, 0],
  ])
  expect((await settle(till, sale.id, 'cancel')).status).toBe(403)
})

test('[O7] cancel moves no stock', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const sale = testSale(till, product, 3)
  await till.push('orders', [sale])
  expect((await settle(admin, sale.id, 'cancel')).body).toMatchObject({ status: 'cancelled' })
  expect((await till.pullAll('stockLevels'))[0]).toMatchObject({ onHand: 1 })
  expect((await settle(admin, crypto.randomUUID(), 'cancel')).status).toBe(404)
  expect((await settle(admin, sale.id, 'melt')).status).toBe(400)
})
