import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { Schema } from '../database/schema.ts'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { manyProducts } from '../testing/many-products.ts'
import { testLane, testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'
import { keepCards, keepCardsBehind } from './keep-cards.ts'

const { app, count, database, deps, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

const list = async (lane: TestLane, path: string): Promise<Record<string, Json>> => {
  const { status, body } = await lane.get(path)
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`)
  return body
}
const numbers = (body: Record<string, Json>): string[] => body['orders'].map((one: Json) => one.number)

/** Sales a minute apart, numbered from 1; those named are of pieces that are not there. */
async function sell(
  lane: TestLane,
  count: number,
  changes: (n: number) => Record<string, unknown> = () => ({}),
) {
  const product = await testProduct(admin, { [lane.branchId]: 1_000 })
  const sales = Array.from({ length: count }, (_, at) =>
    testSale(lane, product, 1, {
      number: `DT-L1-${String(at + 1).padStart(6, '0')}`,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
      ...changes(at + 1),
    }),
  )
  await lane.push('orders', sales)
  return sales
}

test('pages follow each other in both directions, and what is sold meanwhile moves nothing between them', async () => {
  await sell(till, 25)
  const first = await list(admin, '/orders?limit=10')
  expect(numbers(first)[0]).toBe('DT-L1-000025')
  expect(first).toMatchObject({ previous: null, behind: 0 })
  expect(await list(admin, '/orders?limit=25'), 'a page that holds exactly all').toMatchObject({
    next: null,
    previous: null,
  })
  await sell(till, 3, (n) => ({ number: `NEW-${n}`, createdAt: `2026-02-0${n}T00:00:00.000Z` }))
  const second = await list(admin, `/orders?limit=10&cursor=${first['next']}`)
  const third = await list(admin, `/orders?limit=10&cursor=${second['next']}`)
  expect([...numbers(first), ...numbers(second), ...numbers(third)]).toEqual(
    Array.from({ length: 25 }, (_, at) => `DT-L1-${String(25 - at).padStart(6, '0')}`),
  )
  expect(third['next']).toBeNull()
  const back = await list(admin, `/orders?limit=10&cursor=${third['previous']}`)
  expect(numbers(back)).toEqual(numbers(second))
  const begin = await list(admin, `/orders?limit=10&cursor=${back['previous']}`)
  expect(numbers(begin)).toEqual(numbers(first))
  const newer = await list(admin, `/orders?limit=10&cursor=${begin['previous']}`)
  expect(numbers(newer)).toEqual(['NEW-3', 'NEW-2', 'NEW-1'])
  expect(newer['previous']).toBeNull()
  expect(numbers(await list(admin, `/orders?limit=10&cursor=${newer['next']}`))).toEqual(numbers(first))
})

test('orders of one moment are told apart by their ids: none is missing and none comes twice', async () => {
  const sales = await sell(till, 12, () => ({ createdAt: '2026-01-01T00:00:00.000Z' }))
  const seen: string[] = []
  for (const sort of ['-createdAt', 'total']) {
    seen.length = 0
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Record<string, Json> = await list(
        admin,
        `/orders?limit=5&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...page['orders'].map((one: Json) => one.id))
      cursor = page['next']
    }
    expect(seen.toSorted(), sort).toEqual(sales.map(({ id }) => id).toSorted())
  }
})

test('orders are found by part of a number, by customer, and by SKU and title of a line', async () => {
  const customer = {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    name: 'Dilnoza O‘ktamova',
    phone: '+998 90 123-45-67',
    email: null,
    note: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
  await till.push('customers', [customer])
  const product = await testProduct(admin, { [till.branchId]: 50 })
  const line = (title: string, sku: string) => [
    { ...testSale(till, product).lines[0]!, id: crypto.randomUUID(), title, sku },
  ]
  await till.push('orders', [
    testSale(till, product, 1, { number: 'DT-L1-000041', customerId: customer.id }),
    testSale(till, product, 1, { number: 'DT-L1-000042', lines: line('Куртка синяя XL', 'KUR-77/b') }),
    testSale(till, product, 1, { number: 'DT-L2-000043', lines: line('100% wool_scarf', 'WS-1') }),
  ])
  const found = async (search: string) =>
    numbers(await list(admin, `/orders?sort=createdAt&search=${encodeURIComponent(search)}`)).toSorted()
  expect(await found('00041')).toEqual(['DT-L1-000041'])
  expect(await found('dt-l1')).toEqual(['DT-L1-000041', 'DT-L1-000042'])
  expect(await found('dilnoza')).toEqual(['DT-L1-000041'])
  expect(await found("o'ktam")).toEqual(['DT-L1-000041'])
  expect(await found('901234567')).toEqual(['DT-L1-000041'])
  expect(await found('КУРТКА')).toEqual(['DT-L1-000042'])
  expect(await found('куртка xl')).toEqual(['DT-L1-000042'])
  expect(await found('xl')).toEqual(['DT-L1-000042'])
  expect(await found('kur-77/b')).toEqual(['DT-L1-000042'])
  expect(await found('100%')).toEqual(['DT-L2-000043'])
  expect(await found('wool_s')).toEqual(['DT-L2-000043'])
  expect(await found('woolxs')).toEqual([])
  expect(await found('dilnoza куртка')).toEqual([])
  await till.push('customers', [{ ...customer, name: 'Zarina' }], { ...customer })
  expect(await found('zarina'), 'by the new name').toEqual(['DT-L1-000041'])
  expect(await found('dilnoza'), 'by the old one').toEqual([])
})

test('what common words hide is found behind the cards that are walked', async () => {
  await sell(till, 30, (n) => (n === 2 ? { note: null, number: 'OLD-000777' } : {}))
  await list(admin, '/orders')
  // As if a hundred thousand had been sold since: their cards alone, which a walk meets first.
  await database.query(
    `insert into archive_orders (tenant_id, id, created_at, total, body, words)
     select $1, gen_random_uuid(), '2026-03-01', 1, 'nothing',
       archive_words($1, 'nothing', case when n % 2 = 0 then '{source=pos}' else '{}' end::text[])
     from generate_series(1, 21000) n`,
    [shop.tenantId],
  )
  expect(numbers(await list(admin, '/orders?search=777'))).toEqual(['OLD-000777'])
  const page = await list(admin, '/orders?status=accepted&limit=10')
  expect(numbers(page)).toHaveLength(10)
  const rest = await list(admin, `/orders?status=accepted&limit=50&cursor=${page['next']}`)
  expect(new Set([...numbers(page), ...numbers(rest)]).size).toBe(30)
  // By words that the part implies; by parts where the fact is common and by the fact where the part is.
  for (const query of ['search=LD-000777', 'search=777&source=pos', 'search=D-000777&status=accepted'])
    expect(numbers(await list(admin, `/orders?${query}`)), query).toEqual(['OLD-000777'])
  expect(numbers(await list(admin, '/orders?search=nothing&status=accepted'))).toEqual([])
  // Ranges of what the list is not sorted by.
  for (const query of ['minTotal=2', 'sort=total&to=2026-02-01T00:00:00.000Z', 'minTotal=2&search=shirt'])
    expect(numbers(await list(admin, `/orders?limit=50&${query}`)), query).toHaveLength(30)
})

test('orders are filtered by state, kind, branch, lane, cashier, payment, time and total, all at once', async () => {
  const product = await testProduct(admin, { [till.branchId]: 5 })
  const neighbour = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  const few = await testProduct(admin, { [neighbour.branchId]: 1 })
  const conflict = testSale(neighbour, few, 3, { number: 'RV-1', createdAt: '2026-01-05T00:00:00.000Z' })
  const sale = testSale(till, product, 2, { number: 'DT-1', createdAt: '2026-01-04T00:00:00.000Z' })
  const card = testSale(till, product, 1, {
    number: 'DT-2',
    payments: [{ type: 'card', amount: product.price }],
  })
  await till.push('orders', [sale, card])
  await neighbour.push('orders', [conflict])
  const fit = async (query: string) => numbers(await list(admin, `/orders?sort=createdAt&${query}`))
  expect(await fit('status=conflict')).toEqual(['RV-1'])
  expect(await fit('status=conflict,accepted')).toEqual(['DT-2', 'DT-1', 'RV-1'])
  expect(await fit('kind=refund')).toEqual([])
  expect(await fit(`branchId=${till.branchId}`)).toEqual(['DT-2', 'DT-1'])
  expect(await fit(`deviceId=${neighbour.id}`)).toEqual(['RV-1'])
  expect(await fit(`cashierId=${till.userId}&paid=card`)).toEqual(['DT-2'])
  expect(await fit('minTotal=2400&maxTotal=2400')).toEqual(['DT-1'])
  expect(await fit('from=2026-01-04T00:00:00.000Z&to=2026-01-05T00:00:00.000Z')).toEqual(['DT-1'])
  expect(await fit(`search=shirt&branchId=${till.branchId}&minTotal=1300`)).toEqual(['DT-1'])
  const support = await testLane(app, shop, 'support')
  await support.post(
    `/orders/${conflict.id}/settle`,
    { action: 'cancel', reason: 'gone' },
    { 'idempotency-key': 'cancel-it' },
  )
  expect(await fit('status=conflict')).toEqual([])
  expect(await fit('status=cancelled')).toEqual(['RV-1'])
})

test('[A1, P2] the archive is for ADMIN and SUPPORT; cost prices are for ADMIN', async () => {
  await sell(till, 1)
  const support = await testLane(app, shop, 'support')
  for (const path of ['/orders', '/products', '/customers', '/movements']) {
    expect((await till.get(path)).status, path).toBe(403)
    expect((await till.get(`${path}?branchId=${till.branchId}`)).status, path).toBe(403)
    expect((await app.inject({ url: `/api/v1${path}` })).statusCode, path).toBe(401)
    expect((await support.get(path)).status, path).toBe(200)
  }
  expect((await list(admin, '/products'))['products'][0]).toMatchObject({ cost: 500 })
  expect((await list(support, '/products'))['products'][0]).not.toHaveProperty('cost')
})

test('[A1] nothing of another business is found, by no text, filter or cursor', async () => {
  const [mine] = await sell(till, 3)
  const other = await testShop(database, 'two')
  const stranger = await testLane(app, other, 'admin')
  const theirs = await testLane(app, other, 'cashier')
  const product = await testProduct(stranger, { [theirs.branchId]: 5 })
  await theirs.push('orders', [testSale(theirs, product, 1, { number: 'DT-L1-000001' })])
  const page = await list(admin, '/orders?limit=2')
  for (const query of [
    'search=shirt',
    'search=dt',
    `branchId=${till.branchId},${theirs.branchId}`,
    'status=accepted',
    'minTotal=0',
    '',
  ]) {
    const found = (await list(stranger, `/orders?${query}`))['orders']
    expect(found, query).toHaveLength(1)
    expect(found[0].id, query).not.toBe(mine?.id)
  }
  expect((await stranger.get(`/orders?limit=2&cursor=${page['next']}`)).body['error'].code).toBe(
    'archive/cursor',
  )
  for (const [path, most] of [
    ['/products', 1],
    ['/movements', 2],
    ['/customers', 0],
  ] as const)
    expect((await list(stranger, path))[path.slice(1)].length, path).toBeLessThanOrEqual(most)
  expect((await list(stranger, `/movements?orderId=${mine?.id}`))['movements']).toEqual([])
  // The doors themselves: a connection of one business sees its own cards, and one of nobody sees none.
  const seen = async (db: Kysely<Schema>) =>
    (await sql<{ tenant_id: string }>`select tenant_id from archive_orders_here`.execute(db)).rows
  expect(await seen(deps.database.tenant(other.tenantId))).toEqual([{ tenant_id: other.tenantId }])
  expect(await seen(deps.database.nobody)).toEqual([])
})

test('garbage is refused with the path of what is wrong', async () => {
  await sell(till, 3)
  const page = await list(admin, '/orders?limit=1')
  const cursor: string = page['next']
  const bad: [string, string][] = [
    ['limit=0', 'querystring.limit'],
    ['limit=201', 'querystring.limit'],
    ['limit=many', 'querystring.limit'],
    ['sort=secret', 'querystring.sort'],
    ['status=lost', 'querystring.status'],
    ['branchId=1', 'querystring.branchId'],
    ['from=yesterday', 'querystring.from'],
    ['minTotal=1.5', 'querystring.minTotal'],
    ['search=%00', 'querystring.search'],
    [`search=${'x'.repeat(201)}`, 'querystring.search'],
    ['search=---', 'querystring.search'],
    [`search=${'ab+'.repeat(20)}`, 'querystring.search'],
  ]
  for (const [query, path] of bad) {
    const { status, body } = await admin.get(`/orders?${query}`)
    expect([status, body['error']?.code], query).toEqual([400, 'request/invalid'])
    expect(body['error'].details[0].path, query).toMatch(new RegExp(`^${path}`))
  }
  expect((await admin.get('/orders?nonsense=1')).status).toBe(400)
  const forged = Buffer.from(JSON.stringify(['after', "'; drop table orders; --", 'x'])).toString('base64url')
  for (const wrong of ['x', '.', 'a.b.c', `${forged}.${cursor.split('.')[1]}`, `${cursor}x`, forged]) {
    const { status, body } = await admin.get(`/orders?limit=1&cursor=${encodeURIComponent(wrong)}`)
    expect([status, body['error'].code], wrong).toEqual([400, 'archive/cursor'])
  }
  // Of another search, of another list; another size of page is the same search.
  expect((await admin.get(`/orders?limit=1&status=accepted&cursor=${cursor}`)).status).toBe(400)
  expect((await admin.get(`/orders?limit=1&sort=createdAt&cursor=${cursor}`)).status).toBe(400)
  expect((await admin.get(`/movements?limit=1&cursor=${cursor}`)).status).toBe(400)
  expect((await admin.get(`/orders?limit=2&cursor=${cursor}`)).status).toBe(200)
})

test('a Postgres without trigrams finds words and their beginnings, and says so', async () => {
  await sell(till, 2)
  expect(await list(admin, '/orders?search=00001')).toMatchObject({ matching: 'parts' })
  await database.query('alter index archive_orders_body rename to archive_orders_body_away')
  try {
    const page = await list(admin, '/orders?search=000001')
    expect(page).toMatchObject({ matching: 'beginnings' })
    expect(numbers(page)).toEqual(['DT-L1-000001'])
    expect(numbers(await list(admin, '/orders?search=00001'))).toEqual([])
    expect(numbers(await list(admin, '/orders?search=shi'))).toHaveLength(2)
  } finally {
    await database.query('alter index archive_orders_body_away rename to archive_orders_body')
  }
})

test('products, customers and movements are listed, sorted and searched', async () => {
  const blue = await testProduct(
    admin,
    { [till.branchId]: 9 },
    { title: 'Blue coat', sku: 'BC-1', price: 900, tags: ['winter'] },
  )
  await testProduct(
    admin,
    { [till.branchId]: 9 },
    { title: 'Alpine socks', sku: 'AS-1', price: 300, status: 'archived' },
  )
  const titles = async (query: string) =>
    (await list(admin, `/products?${query}`))['products'].map((one: Json) => one.title)
  expect(await titles('')).toEqual(['Alpine socks', 'Blue coat'])
  expect(await titles('sort=-price')).toEqual(['Blue coat', 'Alpine socks'])
  expect(await titles('search=lue')).toEqual(['Blue coat'])
  expect(await titles('status=archived')).toEqual(['Alpine socks'])
  expect(await titles('tag=winter&maxPrice=900')).toEqual(['Blue coat'])
  expect(await titles('minPrice=901')).toEqual([])
  const [sale] = [testSale(till, blue, 2)]
  await till.push('orders', [sale])
  await till.push('stockMovements', [
    testMovement({ branchId: till.branchId, productId: blue.id, delta: -1, reason: 'damage' }),
  ])
  const deltas = async (query: string) =>
    (await list(admin, `/movements?${query}`))['movements'].map((one: Json) => one.delta)
  expect(await deltas(`productId=${blue.id}`)).toEqual([-1, -2, 9])
  expect(await deltas(`productId=${blue.id}&sort=seq`)).toEqual([9, -2, -1])
  expect(await deltas('reason=damage')).toEqual([-1])
  expect(await deltas('reason=sale,damage')).toEqual([-1, -2])
  expect(await deltas(`orderId=${sale?.id}`)).toEqual([-2])
  expect(await deltas('search=coat')).toEqual([-1, -2, 9])
  const page = await list(admin, `/movements?productId=${blue.id}&limit=2`)
  expect(await deltas(`productId=${blue.id}&limit=2&cursor=${page['next']}`)).toEqual([9])
  const person = {
    id: crypto.randomUUID(),
    seq: 0,
    _deleted: false,
    name: 'Anna',
    phone: null,
    email: 'anna@shop.test',
    note: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
  await till.push('customers', [person, { ...person, id: crypto.randomUUID(), name: 'Boris', email: null }])
  const names = async (query: string) =>
    (await list(admin, `/customers?${query}`))['customers'].map((one: Json) => one.name)
  expect(await names('sort=-name')).toEqual(['Boris', 'Anna'])
  expect(await names('search=nna@sh')).toEqual(['Anna'])
})

test('the reader of the log writes the cards of what was sold, without anybody searching', async () => {
  await sell(till, 3)
  await database.query('update log_heads set collections = collections || $1 where tenant_id = $2', [
    JSON.stringify({ products: 2 ** 40 }),
    shop.tenantId,
  ])
  expect(await count('archive_orders')).toBe(0)
  const stop = keepCardsBehind(deps, [shop.tenantId])
  try {
    await expect.poll(() => count('archive_orders')).toBe(3)
    await sell(till, 2)
    await expect.poll(() => count('archive_orders')).toBe(5)
  } finally {
    await stop()
  }
})

test('the reader of the log leaves a log alone that moves again, and goes on when it is quiet', async () => {
  await manyProducts(deps, shop.tenantId, 2_600, { price: 1_000 })
  let moved = (): void => {}
  const news = {
    ...deps.news,
    onHeads: (hear: (heads: { tenantId: string }) => void) => {
      moved = () => hear({ tenantId: shop.tenantId })
      return () => {}
    },
  } as typeof deps.news
  const stop = keepCardsBehind({ ...deps, news }, [shop.tenantId])
  try {
    await expect.poll(() => count('archive_products'), { interval: 5 }).toBeGreaterThan(0)
    moved()
    const countAfter = (ms: number) =>
      new Promise((resolve) => setTimeout(resolve, ms)).then(() => count('archive_products'))
    // The chunk at work is finished, and no other begins.
    const then = await countAfter(500)
    expect(then).toBeLessThan(2_600)
    expect(await countAfter(800)).toBe(then)
    await expect.poll(() => count('archive_products')).toBe(2_600)
  } finally {
    await stop()
  }
})

test('a card is written anew where a word or a fact changed, and left alone where only the price did', async () => {
  const { id } = await testProduct(admin, {}, { vendor: 'North', category: 'Wool coats', price: 900 })
  const push = async (changes: Record<string, unknown>) => {
    const [before] = (await admin.pullAll('products')).filter((product) => product.id === id)
    await admin.push('products', [{ ...before, ...changes }], before)
  }
  const found = async (query: string) => (await list(admin, `/products?${query}`))['products'].length
  const written = async () =>
    (await database.query('select xmin::text from archive_products where id = $1', [id]))[0]?.['xmin']
  expect(await found('vendor=North')).toBe(1)
  const first = await written()
  await push({ price: 1_000 })
  expect(await found('vendor=North')).toBe(1)
  expect(await written()).toBe(first)
  await push({ status: 'archived' })
  expect([await found('status=active'), await found('status=archived')]).toEqual([0, 1])
  // The same words in the same order, in other fields.
  await push({ vendor: 'North Wool', category: 'coats' })
  expect([await found('vendor=North'), await found('vendor=North+Wool')]).toEqual([0, 1])
  await push({ title: 'Red parka' })
  expect(await found('search=parka')).toBe(1)
})

test('[L6] nodes that write cards at once leave it to one, and none is missing', async () => {
  await sell(till, 30)
  const db = deps.database.tenant(shop.tenantId)
  const done = await Promise.all([1, 2, 3].map(() => keepCards(db, shop.tenantId, { rows: 7 })))
  expect(done).toContain(true)
  expect(await count('archive_orders')).toBe(30)
  expect(await list(admin, '/orders?limit=1')).toMatchObject({ behind: 0 })
})
