import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testProduct, testSale } from '../testing/test-lane.ts'

const { database, deps, headOf, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
})

test('[L1] every change of any collection takes the next position', async () => {
  const before = (await headOf(shop.tenantId)) ?? 0
  await testProduct(admin, { [till.branchId]: 3 })
  // The product, the movement, the level.
  expect(await headOf(shop.tenantId)).toBe(before + 3)
})

test('[L3] Postgres refuses a changed row whose position this transaction did not take', async () => {
  const { id } = await testProduct(admin, {})
  for (const seq of ['seq', 'seq + 1', '999999', '0']) {
    await expect(
      database.query(`update products set title = 'x', seq = ${seq} where id = $1`, [id]),
    ).rejects.toThrow('(L3)')
  }
  await database.query(
    `with taken as (select take_positions($1, '[["products", 1]]') as before)
     update products set title = 'x', seq = before + 1 from taken where id = $2`,
    [shop.tenantId, id],
  )
})

test('[L2] positions become visible in their order, whatever transactions wait', async () => {
  const product = await testProduct(admin, { [till.branchId]: 500 })
  const seen: number[] = []
  let from = (await headOf(shop.tenantId)) ?? 0
  let isSelling = true
  const reading = (async () => {
    while (isSelling) {
      const page = await till.get(`/replication/orders/pull?seq=${from}&limit=5`)
      seen.push(...page.body['documents'].map((order: { seq: number }) => order.seq))
      from = page.body['checkpoint'].seq
    }
  })()
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => (index % 2 ? till : other)).map((lane) =>
      lane.push('orders', [testSale(lane, product)]),
    ),
  )
  isSelling = false
  await reading
  seen.push(...(await till.pullAll('orders', from)).map((order) => order['seq'] as number))
  expect(new Set(seen).size).toBe(60)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})

test('[L5] a delete is a tombstone; the server cannot delete a replicated row, and a checkpoint from before a purge is foreign', async () => {
  const id = crypto.randomUUID()
  const customer = {
    id,
    seq: 0,
    _deleted: false,
    name: 'Ann',
    phone: null,
    email: null,
    note: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
  await admin.push('customers', [customer])
  await admin.push('customers', [{ ...customer, _deleted: true }], customer)
  expect((await till.pullAll('customers')).map((one) => one['_deleted'])).toEqual([true])
  await expect(deps.database.tenant(shop.tenantId).deleteFrom('customers').execute()).rejects.toThrow(
    'permission denied',
  )

  await database.query(
    `update log_heads set horizon = head, purged = jsonb_build_object('customers', head) where tenant_id = $1`,
    [shop.tenantId],
  )
  const stale = await till.get('/replication/customers/pull?seq=1&limit=77')
  expect([stale.status, stale.body['error'].code]).toEqual([409, 'sync/epoch-changed'])
  expect((await till.get('/replication/customers/pull?seq=0&limit=78')).status).toBe(200)
})
