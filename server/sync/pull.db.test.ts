import { beforeEach, expect, test } from 'vitest'
import { digestOf } from '../../shared/sync/digest.ts'
import { renewEpochs } from '../log/epoch.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'

const { app, count, database, deps, headOf, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

test('[P1] pages follow each other without a gap, end at the head, and agree with the digest', async () => {
  for (let index = 0; index < 7; index += 1) await testProduct(admin, { [till.branchId]: 1 })
  const first = await till.get('/replication/products/pull?seq=0&limit=3')
  expect(first.body['checkpoint'].seq).toBe(first.body['documents'][2].seq)
  const all = await till.pullAll('products', 0, 3)
  expect(all.length).toBe(7)
  const end = await till.get('/replication/products/pull?seq=0&limit=100')
  expect(end.body['checkpoint'].seq).toBe(await headOf(shop.tenantId))
  const digest = await till.get('/replication/products/digest')
  expect(digest.body).toMatchObject(digestOf(all.map((product) => product['seq'] as number)))
})

test('[P2] STAFF see their branch, nobody but ADMIN sees cost', async () => {
  const product = await testProduct(admin, { [shop.branches.downtown]: 3, [shop.branches.riverside]: 3 })
  await till.push('orders', [testSale(till, product)])
  const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  for (const collection of ['orders', 'stockLevels', 'stockMovements']) {
    const branches = new Set((await neighbour.pullAll(collection)).map((one) => one['branchId']))
    expect([...branches].filter((branch) => branch !== shop.branches.riverside)).toEqual([])
    expect((await admin.pullAll(collection)).length).toBeGreaterThan(
      (await neighbour.pullAll(collection)).length,
    )
  }
  expect((await admin.pullAll('products'))[0]).toHaveProperty('cost', 500)
  expect((await till.pullAll('products'))[0]).not.toHaveProperty('cost')
})

test('[P2] orders older than thirty days stay on the server', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const recent = testSale(till, product, 1, {
    createdAt: new Date(deps.now() - 5 * 86_400_000).toISOString(),
  })
  const old = testSale(till, product, 1, {
    createdAt: new Date(deps.now() - 40 * 86_400_000).toISOString(),
  })
  await till.push('orders', [recent, old])
  expect((await till.pullAll('orders')).map((order) => order['id'])).toEqual([recent.id])
  expect(await count('orders')).toBe(2)
})

test('[P3] many devices at opening time cost the database as much as one', async () => {
  for (let index = 0; index < 10; index += 1) await testProduct(admin, {})
  await till.pullAll('products', 0, 2)
  const before = deps.database.statements()
  await Promise.all(Array.from({ length: 20 }, () => till.get('/replication/products/pull?seq=0&limit=2')))
  expect(deps.database.statements() - before).toBe(0)
})

test('[A1] another business sees nothing and can name nothing of this one', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  const two = await testShop(database, 'two')
  const stranger = await testLane(app, two, 'cashier', two.branches.downtown)
  for (const collection of ['products', 'orders', 'stockLevels', 'stockMovements', 'customers']) {
    expect(await stranger.pullAll(collection)).toEqual([])
  }
  const { body } = await stranger.push('orders', [testSale(stranger, product)])
  expect(body['conflicts'][0].rejection.code).toBe('order/unknown-product')
  const { body: theft } = await stranger.push('orders', [testSale(till, product)])
  expect(theft['conflicts'][0].rejection.code).toBe('order/unknown-device')
  expect(await count('orders')).toBe(0)
})

test.each(['seq=-1', 'seq=x', 'limit=0', 'limit=5001', 'limit=1e9', 'unknown=1', 'seq=1.5'])(
  'garbage %s is a clear error',
  async (query) => {
    const { status, body } = await till.get(`/replication/products/pull?${query}`)
    expect([status, body['error'].code]).toEqual([400, 'request/invalid'])
  },
)

test('[E2] a foreign epoch, or a position that this log never reached, is answered 409', async () => {
  for (const query of ['epoch=other', 'seq=999999']) {
    const { status, body } = await till.get(`/replication/products/pull?${query}`)
    expect([status, body['error'].code]).toEqual([409, 'sync/epoch-changed'])
  }
  const pushed = await till.post('/replication/customers/push?epoch=other', {
    rows: [{ newDocumentState: {} }],
  })
  expect(pushed.status).toBe(409)
  expect(await count('dead_letters')).toBe(0)
})

test('[E1] [E2] [P3] a page that was kept is not handed out under a new epoch', async () => {
  for (let index = 0; index < 4; index += 1) await testProduct(admin, {})
  const pageUnder = async (epoch: string) =>
    till.get(`/replication/products/pull?seq=0&limit=2&epoch=${epoch}`)
  const first = await till.get('/replication/products/pull?seq=0&limit=2')
  const old = first.body['checkpoint'].epoch
  expect((await pageUnder(old)).status).toBe(200)
  await renewEpochs(database.url)
  const [{ epoch } = { epoch: '' }] = await database.query<{ epoch: string }>('select epoch from log_heads')
  // Whoever knows the new epoch gets a page of it, and whoever knows the old one is sent away.
  const now = await pageUnder(epoch)
  expect([now.status, now.body['checkpoint']?.epoch]).toEqual([200, epoch])
  expect((await pageUnder(old)).body['error']?.code).toBe('sync/epoch-changed')
})

test('[E2] who was sent away from a log that has ended begins under the new one, whatever pages of the old one were kept', async () => {
  for (let index = 0; index < 3; index += 1) await testProduct(admin, {})
  const first = () => till.get('/replication/products/pull?seq=0&limit=1')
  const { checkpoint } = (await first()).body
  await renewEpochs(database.url)
  const refused = await till.get(
    `/replication/products/pull?seq=${checkpoint.seq}&limit=7&epoch=${checkpoint.epoch}`,
  )
  expect(refused.status).toBe(409)
  expect((await first()).body['checkpoint'].epoch).toBe(refused.body['error'].details.epoch)
})
