import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'

const { app, clock, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let other: OpenShop['other']
let product: { id: string; price: number }

beforeEach(async () => {
  ;({ shop, admin, till, other } = await openShop())
  product = await testProduct(admin, { [shop.branches.downtown]: 10 })
})

const here = () => `branchId=${shop.branches.downtown}`
const iso = (ms: number) => new Date(ms).toISOString()

async function known(at: number): Promise<Json> {
  const { status, body } = await admin.get(
    `/products/${product.id}/known?${here()}&deviceId=${till.id}&at=${iso(at)}`,
  )
  expect(status).toBe(200)
  return body
}

test('[O4] the ledger of a shelf adds up to what lies on it, page by page, with who and what for', async () => {
  const sales = Array.from({ length: 5 }, () => testSale(till, product, 1))
  await till.push('orders', sales)
  const seen: Json[] = []
  for (let before = ''; ;) {
    const { body } = await admin.get(`/products/${product.id}/ledger?${here()}&limit=4${before}`)
    expect(body).toMatchObject({ product: { title: 'Shirt M' }, branch: { code: 'DT' }, onHand: 5 })
    seen.push(...body['entries'])
    if (body['next'] === null) break
    before = `&before=${body['next']}`
  }
  expect(seen.map(({ delta }) => delta)).toEqual([-1, -1, -1, -1, -1, 10])
  expect(seen.reduce((sum, { delta }) => sum + delta, 0)).toBe(5)
  expect(seen.map(({ balance }) => balance)).toEqual([5, 6, 7, 8, 9, 10])
  expect(seen[0]).toMatchObject({
    reason: 'sale',
    orderNumber: sales[4]?.number,
    actorName: 'cashier',
    laneCode: 'DT-L2',
  })
})

test('what a lane knew is what it was told, less what it sold itself and nobody had settled', async () => {
  expect(await known(clock.now())).toMatchObject({ told: null, shelf: null })
  clock.advance(60_000)
  await till.pullAll('stockLevels')
  await app.syncLog.flush()
  const toldAt = clock.now()

  clock.advance(60_000)
  await other.push('orders', [testSale(other, product, 3)])
  // Sold at the lane without the network, and sent a minute later.
  const own = testSale(till, product, 2, { createdAt: iso(clock.now()) })
  const afterSale = clock.now() + 1_000
  clock.advance(60_000)
  await till.push('orders', [own])

  expect(await known(toldAt - 1)).toMatchObject({ told: null })
  expect(await known(toldAt)).toMatchObject({ told: { at: iso(toldAt) }, shelf: 10, own: 0 })
  expect(await known(afterSale)).toMatchObject({ told: { at: iso(toldAt) }, shelf: 10, own: -2 })
  clock.advance(60_000)
  await till.pullAll('stockLevels')
  expect(await known(clock.now())).toMatchObject({ shelf: 5, own: 0 })
})

test('[A1] the ledger is for admins and support, of their own business; garbage is refused', async () => {
  const path = `/products/${product.id}`
  const asks = [`${path}/ledger?${here()}`, `${path}/known?${here()}&deviceId=${till.id}&at=${iso(0)}`]
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  for (const ask of asks) {
    expect((await till.get(ask)).body['error'].code).toBe('access/forbidden')
    expect((await admin.get(ask)).status).toBe(200)
    expect((await stranger.get(ask)).status).toBeGreaterThanOrEqual(403)
  }
  const none = crypto.randomUUID()
  const unknown: [string, string][] = [
    [`/products/${none}/ledger?${here()}`, 'product/unknown'],
    [`${path}/ledger?branchId=${none}`, 'branch/unknown'],
    [`${path}/known?${here()}&deviceId=${none}&at=${iso(0)}`, 'device/unknown'],
    [`${path}/ledger`, 'request/invalid'],
    [`${path}/ledger?${here()}&limit=0`, 'request/invalid'],
    [`${path}/ledger?${here()}&before=-1`, 'request/invalid'],
    [`${path}/known?${here()}&deviceId=${till.id}&at=14:05`, 'request/invalid'],
    [`/products/x/ledger?${here()}`, 'request/invalid'],
  ]
  for (const [ask, code] of unknown) expect((await admin.get(ask)).body['error'].code, ask).toBe(code)
})
