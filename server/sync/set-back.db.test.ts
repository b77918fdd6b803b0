import { beforeEach, expect, test } from 'vitest'
import { holdLogOf } from '../testing/hold-log.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testProduct, testSale } from '../testing/test-lane.ts'

const { app, count, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
})

test('[E2] [E3] a push that waits its turn while the database is set back is sent away, and not settled as if it were new', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const { checkpoint } = (await till.get('/replication/orders/pull')).body
  const path = `/replication/orders/push?epoch=${checkpoint.epoch}&seq=${checkpoint.seq}`
  const log = await holdLogOf(database, shop.tenantId)
  const first = till.post(path, { rows: [{ newDocumentState: testSale(till, product) }] })
  await log.waiting(1)
  const second = other.post(path, { rows: [{ newDocumentState: testSale(other, product) }] })
  // The second has been let in and stands behind the first, whose connection is cut, as a restore does.
  await expect.poll(async () => (await app.inject('/metrics')).body).toMatch(/^omnisync_push_waiting 1$/m)
  await log.setBack()
  expect((await first).status).toBe(503)
  expect([(await second).status, (await second).body['error'].code]).toEqual([409, 'sync/epoch-changed'])
  expect(await count('orders')).toBe(0)
})

test('[E1] [E2] a push that has begun before its log gets another name is judged by the name under which it would stand', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const { checkpoint } = (await till.get('/replication/orders/pull')).body
  const log = await holdLogOf(database, shop.tenantId)
  const push = till.post(`/replication/orders/push?epoch=${checkpoint.epoch}&seq=${checkpoint.seq}`, {
    rows: [{ newDocumentState: testSale(till, product) }],
  })
  await log.waiting(1)
  await log.rename()
  expect([(await push).status, (await push).body['error'].code]).toEqual([409, 'sync/epoch-changed'])
  expect(await count('orders')).toBe(0)
})
