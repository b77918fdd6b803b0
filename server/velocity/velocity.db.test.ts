import { beforeEach, expect, test } from 'vitest'
import { tidyAll } from '../status/tidy-all.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'
import { passVelocity } from './pass-velocity.ts'

const { app, clock, database, deps, headOf, openShop } = await testBusiness()
const DAY = 86_400_000
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

const pass = (signal = new AbortController().signal) =>
  passVelocity(deps, { data: { tenantId: shop.tenantId }, signal })

async function level(lane: TestLane, productId: string): Promise<Json> {
  const { body } = await lane.get('/replication/stockLevels/pull?seq=0&limit=1000')
  return body['documents'].find((one: Json) => one.productId === productId && one.branchId === till.branchId)
}

/**
 * Sales of days past, as a lane that was away brings them all at once: noon of each day, today's last. Each lane that
 * comes back then signs in anew.
 */
async function days(
  count: number,
  ofDay: (day: number) => [product: Json, quantity: number][],
): Promise<void> {
  const noon = Math.floor(clock.now() / DAY) * DAY + 12 * 3_600_000
  clock.set(noon + (count - 1) * DAY)
  till = await testLane(app, shop, 'cashier')
  admin = await testLane(app, shop, 'admin')
  const sales = Array.from({ length: count }, (_, day) =>
    ofDay(day).map(([product, quantity]) =>
      testSale(till, product, quantity, { createdAt: new Date(noon + day * DAY).toISOString() }),
    ),
  ).flat()
  for (let from = 0; from < sales.length; from += 200)
    await till.push('orders', sales.slice(from, from + 200))
}

async function nextDay(): Promise<void> {
  clock.advance(DAY)
  admin = await testLane(app, shop, 'admin')
  till = await testLane(app, shop, 'cashier')
}

const sale = (product: Json, quantity: number) =>
  testSale(till, product, quantity, { createdAt: new Date(clock.now()).toISOString() })

test('a steady product has its pace, its days and a point to order at; every sale moves its days', async () => {
  const product = await testProduct(admin, { [till.branchId]: 200 })
  await days(35, () => [[product, 2]])
  await nextDay()
  await pass()
  expect(await level(admin, product.id)).toMatchObject({ onHand: 130, velocity: 2, daysRemaining: 65 })
  const { reorderPoint } = await level(admin, product.id)
  expect(reorderPoint).toBeGreaterThan(14)
  expect(reorderPoint).toBeLessThan(30)
  await till.push('orders', [sale(product, 20), sale(product, 95)])
  expect(await level(admin, product.id)).toMatchObject({ onHand: 15, daysRemaining: 7.5 })
})

test('days on which there was nothing to sell, or nobody could, are not days without demand', async () => {
  const [steady, scarce] = [
    await testProduct(admin, { [till.branchId]: 500 }, { title: 'Steady' }),
    await testProduct(admin, { [till.branchId]: 20 }, { title: 'Scarce' }),
  ]
  // Six customers a day, so that a day without any tells of closed doors.
  const ofDay = (day: number, hasBoth: boolean): [product: Json, quantity: number][] =>
    day % 7 === 6
      ? []
      : [
          ...Array.from({ length: 6 }, () => [steady, 1] as [Json, number]),
          ...(hasBoth ? [[scarce, 2] as [Json, number]] : []),
        ]
  await days(12, (day) => ofDay(day, true))
  await nextDay()
  await days(30, (day) => ofDay(day + 12, false))
  await nextDay()
  await pass()
  // Six a day on six days of seven; two a day for as long as there were any.
  expect((await level(admin, steady.id)).velocity).toBeCloseTo((6 * 6) / 7, 0)
  expect((await level(admin, scarce.id)).velocity).toBeGreaterThan(1)
})

test('[L4] a night that changes nothing takes no position, and one that is due comes once', async () => {
  const product = await testProduct(admin, { [till.branchId]: 500 })
  await days(30, () => [[product, 3]])
  await nextDay()
  await pass()
  const head = await headOf(shop.tenantId)
  expect(
    await database.query(`select to_char(day, 'YYYY-MM-DD') as day, products from velocity_nights
    where branch_id = '${till.branchId}'`),
  ).toEqual([{ day: new Date(clock.now()).toISOString().slice(0, 10), products: 1 }])
  await pass()
  await till.push('orders', [sale(product, 3)])
  await nextDay()
  const sold = await headOf(shop.tenantId)
  expect(sold).toBeGreaterThan(head)
  await pass()
  expect(await headOf(shop.tenantId)).toBe(sold)
  expect(
    await database.query('select from velocity_nights where day = $1', [
      new Date(clock.now()).toISOString().slice(0, 10),
    ]),
  ).toHaveLength(2)
})

test('a reorder point set by hand stands before the suggested one, and the suggestion is kept', async () => {
  const product = await testProduct(admin, { [till.branchId]: 500 })
  await days(30, () => [[product, 3]])
  await nextDay()
  await pass()
  const suggested = (await level(admin, product.id)).reorderPoint
  await database.query(`
    with taken as (select take_positions('${shop.tenantId}', '[["stockLevels", 1]]') as before)
    update stock_levels set reorder_point = 99, seq = taken.before + 1 from taken where product_id = '${product.id}'
      and branch_id = '${till.branchId}'`)
  expect((await level(admin, product.id)).reorderPoint).toBe(99)
  expect(suggested).not.toBe(99)
  expect(
    await database.query(`select suggested_point as point from stock_levels where product_id = '${product.id}'
      and branch_id = '${till.branchId}'`),
  ).toEqual([{ point: suggested }])
})

test('between the nights what moved is reckoned: what sells for the first time has a pace the same day', async () => {
  const old = await testProduct(admin, { [till.branchId]: 500 })
  await days(30, () => [[old, 3]])
  await nextDay()
  await pass()
  const fresh = await testProduct(admin, { [till.branchId]: 100 }, { title: 'Fresh' })
  expect((await level(admin, fresh.id)).velocity).toBeNull()
  await till.push('orders', [sale(fresh, 5), sale(fresh, 4)])
  await pass()
  expect((await level(admin, fresh.id)).velocity).toBeGreaterThan(0.3)
})

test('a sale made offline belongs to the day on which it was made, by the clock of its branch', async () => {
  const product = await testProduct(admin, { [till.branchId]: 50 })
  await days(3, () => [])
  const made = (createdAt: number) =>
    testSale(till, product, 1, { createdAt: new Date(createdAt).toISOString() })
  await till.push('orders', [
    made(clock.now() - 2 * DAY),
    made(clock.now() + 9 * DAY),
    made(clock.now() - 90 * DAY),
  ])
  await pass()
  const today = Math.floor(clock.now() / DAY)
  const sold = await database.query<{ day: number; sold: number }>(
    `select day - date '1970-01-01' as day, sold from daily_sales where product_id = $1 and sold > 0 order by day`,
    [product.id],
  )
  expect(sold).toEqual([
    { day: today - 2, sold: 1 },
    { day: today, sold: 2 },
  ])
})

test('a late sale is of the day on which it was made, and empties the shelf on the day on which it was booked', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  await days(1, () => [[product, 2]])
  await pass()
  await nextDay()
  await nextDay()
  const late = (daysAgo: number) =>
    testSale(till, product, 1, { createdAt: new Date(clock.now() - daysAgo * DAY).toISOString() })
  await till.push('orders', [sale(product, 1), late(2), late(1)])
  await pass()
  const today = Math.floor(clock.now() / DAY)
  expect(
    await database.query(
      `select day - date '1970-01-01' as day, sold, opening, closing, emptied_at as emptied
      from daily_sales where product_id = $1 and day > date '1970-01-01' + $2::integer order by day`,
      [product.id, today - 3],
    ),
  ).toMatchObject([
    { day: today - 2, sold: 3, closing: 3, emptied: null },
    { day: today - 1, sold: 1, opening: null, closing: null, emptied: null },
    { day: today, sold: 1, opening: 3, closing: 0, emptied: 12 * 60 },
  ])
  await nextDay()
  await pass()
  const { body } = await admin.get(`/products/${product.id}/demand?branchId=${till.branchId}`)
  // On none of them was there nothing to sell, as long as the doors were open.
  expect(body['days'].slice(-3)).toMatchObject([
    { sold: 3, inStock: 1 },
    { sold: 1, inStock: 1 },
    { sold: 1, inStock: 1 },
  ])
})

test('days that no forecast looks back to are forgotten, and so is what the bot was told long ago', async () => {
  const product = await testProduct(admin, { [till.branchId]: 500 })
  await days(2, () => [[product, 3]])
  await pass()
  const kept = () =>
    database.query<{ days: number; hours: number }>(
      `select (select count(*)::integer from daily_sales where product_id = $1 and sold > 0) as days,
        (select count(*)::integer from branch_days where branch_id = $2) as hours`,
      [product.id, till.branchId],
    )
  const tidy = () => tidyAll(deps, { data: {}, signal: new AbortController().signal, isLastTry: false })
  await database.query(
    `insert into telegram_updates (bot_id, id, at) select 1, n, $1 from generate_series(1, 501) n`,
    [new Date(clock.now() - 3 * DAY)],
  )
  await database.query('insert into telegram_updates (bot_id, id, at) values (1, 0, $1)', [
    new Date(clock.now() - DAY),
  ])
  await tidy()
  expect(await database.query('select id::integer from telegram_updates')).toEqual([{ id: 0 }])
  clock.advance(182 * DAY)
  await tidy()
  expect(await kept()).toEqual([{ days: 2, hours: 2 }])
  clock.advance(2 * DAY)
  await tidy()
  expect(await kept()).toEqual([{ days: 1, hours: 1 }])
})

test('a category may be called as the language calls its own', async () => {
  for (const category of ['__proto__', 'constructor', 'toString']) {
    const product = await testProduct(admin, { [till.branchId]: 500 }, { category })
    await days(30, () => [[product, 3]])
    await nextDay()
    await pass()
    const path = `/products/${product.id}/demand?branchId=${till.branchId}`
    expect((await admin.get(path)).body).toMatchObject({ perDay: 3 })
    const fresh = await testProduct(admin, { [till.branchId]: 9 }, { category: 'hasOwnProperty' })
    await till.push('orders', [sale(fresh, 1)])
    const newly = await admin.get(`/products/${fresh.id}/demand?branchId=${till.branchId}`)
    expect(newly.status).toBe(200)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('[L6] what a process left undone the next pass does, and no movement counts twice', async () => {
  const product = await testProduct(admin, { [till.branchId]: 500 })
  await days(20, () => [[product, 3]])
  await nextDay()
  const stopping = new AbortController()
  stopping.abort()
  expect(await pass(stopping.signal)).toBe('again')
  await Promise.all([pass(), pass()])
  await pass()
  expect(
    await database.query(
      `select sum(sold)::integer as sold, count(*)::integer as days from daily_sales where sold > 0`,
    ),
  ).toEqual([{ sold: 60, days: 20 }])
})

test('[A1] lanes see the paces of their own branch alone', async () => {
  const product = await testProduct(admin, { [till.branchId]: 500, [shop.branches.riverside]: 5 })
  await till.push('stockMovements', [
    testMovement({
      branchId: till.branchId,
      productId: product.id,
      reason: 'damage',
      delta: -1,
      actorId: till.userId,
    }),
  ])
  await pass()
  const { body } = await till.get('/replication/stockLevels/pull?seq=0&limit=1000')
  expect(new Set(body['documents'].map((one: Json) => one.branchId))).toEqual(new Set([till.branchId]))
})

test('what to order: from where another branch has too much, then from outside, each number explained', async () => {
  const { riverside } = shop.branches
  const product = await testProduct(admin, { [till.branchId]: 100, [riverside]: 12 })
  await days(32, () => [[product, 3]])
  await nextDay()
  await pass()
  const { body } = await admin.get('/reorder')
  expect(body['count']).toBe(1)
  expect(body['test'].ours).toBeCloseTo(0)
  expect(body['test'].mean).toBeCloseTo(0)
  const [row] = body['rows']
  expect(row).toMatchObject({ branchId: till.branchId, onHand: 4, perDay: 3, isByHand: false })
  expect(row.transfers).toEqual([{ branchId: riverside, quantity: 12 }])
  expect(row.order).toBe(row.full - 4 - 12)
  expect((await admin.get(`/reorder?branchId=${riverside}`)).body).toMatchObject({ count: 0, rows: [] })
  const demand = (await admin.get(`/products/${product.id}/demand?branchId=${till.branchId}`)).body
  expect(demand).toMatchObject({
    kind: 'smooth',
    perDay: 3,
    daysRemaining: 1.3,
    mean30: 3,
    leadMean: 21,
    order: row.order,
    full: row.full,
    counted: { pieces: 96 },
    point: { byHand: null, suggested: row.point },
  })
  expect(demand['days'].at(-1)).toMatchObject({ sold: 3, inStock: 1 })
  // What lacks at a branch that is no more is nobody's to order.
  const isDeleted = (deleted: boolean) =>
    database.query(
      `with taken as (select take_positions('${shop.tenantId}', '[["branches", 1]]') as before)
      update branches set deleted = $1, seq = taken.before + 1 from taken where id = $2`,
      [deleted, till.branchId],
    )
  await isDeleted(true)
  expect((await admin.get('/reorder')).body).toMatchObject({ count: 0, rows: [] })
  await isDeleted(false)
  // A business that is supplied faster orders later, from the next pass on.
  await app.inject({
    method: 'PATCH',
    url: '/api/v1/business',
    headers: { ...admin.headers, 'idempotency-key': crypto.randomUUID() },
    payload: { everyBranch: { supply: { leadDays: 2 } } },
  })
  await pass()
  const sooner = (await admin.get(`/products/${product.id}/demand?branchId=${till.branchId}`)).body
  expect(sooner['point'].suggested).toBeLessThan(row.point)
  expect(sooner['supply'].leadDays).toBe(2)
})

test('what to order is read on in pages: each shelf on one of them, in the order of the whole', async () => {
  const products = [
    await testProduct(admin, { [till.branchId]: 100 }),
    await testProduct(admin, { [till.branchId]: 100 }),
    await testProduct(admin, { [till.branchId]: 100 }),
  ]
  await days(32, (day) => products.map((product, place) => [product, day === 0 ? 3 + place : 3]))
  await nextDay()
  await pass()
  const ids = async (query: string) => {
    const { body } = await admin.get(`/reorder${query}`)
    return [body['count'], ...body['rows'].map((row: Json) => row.productId)]
  }
  const [count, ...whole] = await ids('')
  expect([count, whole.length]).toEqual([3, 3])
  expect(await ids('?limit=2')).toEqual([3, ...whole.slice(0, 2)])
  expect(await ids('?limit=2&offset=2')).toEqual([3, whole[2]])
  expect(await ids('?limit=2&offset=4'), 'beyond the last').toEqual([0])
})

test('[A1] what to order is for admins and support, of their own business', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1 })
  const path = `/products/${product.id}/demand?branchId=${till.branchId}`
  for (const one of ['/reorder', path])
    expect((await till.get(one)).body['error'].code).toBe('access/forbidden')
  const support = await testLane(app, shop, 'support')
  for (const one of ['/reorder', path]) expect((await support.get(one)).status).toBe(200)
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await stranger.get(path)).body['error'].code).toBe('branch/unknown')
  expect((await stranger.get('/reorder')).body['rows']).toEqual([])
  for (const query of ['?branchId=x', '?limit=0', '?limit=9999', '?offset=-1'])
    expect((await admin.get(`/reorder${query}`)).status, query).toBe(400)
})
