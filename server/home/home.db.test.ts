import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'

const { app, clock, database, openShop } = await testBusiness()
const HOUR = 3_600_000
const DAY = 24 * HOUR
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

async function home(who: Pick<TestLane, 'get'> = admin, query = ''): Promise<Json> {
  const { status, body } = await who.get(`/home${query}`)
  expect(status).toBe(200)
  return body
}

/** When today began, by the clock of UTC. */
const midnight = () => Math.floor(clock.now() / DAY) * DAY

test('today is told by the hour beside the same day a week ago, as far as that had come and whole', async () => {
  const product = await testProduct(admin, { [shop.branches.downtown]: 50 })
  const noon = midnight() + 12 * HOUR
  clock.advance(noon - clock.now() + 30 * 60_000)
  till = await testLane(app, shop, 'cashier')
  const at = (ms: number, changes = {}) =>
    testSale(till, product, 1, { createdAt: new Date(ms).toISOString(), ...changes })
  await till.push('orders', [
    at(noon),
    at(noon + 60_000),
    at(noon - 3 * HOUR),
    at(noon - 7 * DAY),
    at(noon - 7 * DAY + 5 * HOUR),
    at(noon - DAY),
    at(noon - 8 * DAY),
  ])
  const { today, lastWeek, currency, timeZone } = await home(await testLane(app, shop, 'admin'))
  expect({ currency, timeZone }).toEqual({ currency: 'USD', timeZone: 'UTC' })
  expect(today).toMatchObject({
    from: new Date(midnight()).toISOString(),
    sales: 3,
    total: 3_600,
    hours: [
      { hour: 9, sales: 1, total: 1_200 },
      { hour: 12, sales: 2, total: 2_400 },
    ],
  })
  expect(lastWeek).toMatchObject({ sales: 2, total: 2_400, soFar: 1_200 })
})

test('the day begins by the clock of the business, not of the server', async () => {
  await database.query(`update tenants set time_zone = 'Asia/Tashkent' where id = $1`, [shop.tenantId])
  clock.advance(midnight() + 21 * HOUR - clock.now() + DAY)
  const own = await testLane(app, shop, 'admin')
  const { today, day } = await home(own)
  expect(today.from).toBe(new Date(midnight() + 19 * HOUR).toISOString())
  expect(day).toBe(new Date(midnight() + DAY).toISOString().slice(0, 10))
})

test('a conflict counts, since its money was taken; what was cancelled does not', async () => {
  const product = await testProduct(admin, { [shop.branches.downtown]: 2 })
  const now = new Date(clock.now()).toISOString()
  await till.push('orders', [
    testSale(till, product, 2, { createdAt: now }),
    testSale(till, product, 1, { createdAt: now }),
  ])
  expect(await home()).toMatchObject({ conflicts: 1, today: { sales: 2, total: 3_600 } })
})

test('low is by the shelf’s own reorder point, else by the branch’s threshold; archived goods are not low', async () => {
  const { downtown, riverside } = shop.branches
  const low = await testProduct(admin, { [downtown]: 3, [riverside]: 4 }, { title: 'Low' })
  const empty = await testProduct(admin, { [riverside]: 1 }, { title: 'Empty' })
  await testProduct(admin, { [downtown]: 1 }, { title: 'Gone', status: 'archived' })
  const neighbour = await testLane(app, shop, 'neighbour', riverside)
  await neighbour.push('orders', [testSale(neighbour, empty, 1)])
  const all = await home()
  expect(all.low).toMatchObject({ count: 2, empty: 1 })
  expect(all.low.products.map(({ title, onHand, threshold }: Json) => [title, onHand, threshold])).toEqual([
    ['Empty', 0, 3],
    ['Low', 3, 3],
  ])
  expect((await home(admin, `?branchId=${downtown}`)).low).toMatchObject({
    count: 1,
    products: [{ productId: low.id }],
  })
})

test('[A1] home is for admins and support, of their own business', async () => {
  expect((await till.get('/home')).body['error'].code).toBe('access/forbidden')
  expect((await (await testLane(app, shop, 'support')).get('/home')).status).toBe(200)
  for (const query of ['?branchId=x', '?day=today', '?branchId='])
    expect((await admin.get(`/home${query}`)).status, query).toBe(400)
  const product = await testProduct(admin, { [shop.branches.downtown]: 1 })
  await till.push('orders', [testSale(till, product, 1, { createdAt: new Date(clock.now()).toISOString() })])
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  const foreign = await home(stranger, `?branchId=${shop.branches.downtown}`)
  expect(foreign).toMatchObject({ today: { sales: 0 }, low: { count: 0 }, conflicts: 0 })
})
