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

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

/** Entries, several of them at one moment. */
async function write(count: number, action = 'test.happened'): Promise<void> {
  await database.query(
    `insert into audit_log (tenant_id, id, at, actor_id, device_id, action, subject, subject_id, details)
     select $1, gen_random_uuid(), $2::timestamptz - (n / 3) * interval '1 second', $3, $4, $5, 'user', $6, '{"n": 1}'
     from generate_series(1, $7::integer) n`,
    [shop.tenantId, new Date(clock.now()), admin.userId, till.id, action, shop.users.cashier.id, count],
  )
}

async function page(query: string): Promise<Json> {
  const { status, body } = await admin.get(`/audit?${query}`)
  expect(status).toBe(200)
  return body
}

test('pages give every entry once, newest first, with names', async () => {
  await write(25)
  const seen: Json[] = []
  for (let after = ''; ;) {
    const { entries, next } = await page(`limit=7${after}`)
    seen.push(...entries)
    if (next === null) break
    after = `&after=${encodeURIComponent(next)}`
  }
  expect(seen).toHaveLength(25)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(25)
  const times: string[] = seen.map(({ at }) => at)
  expect(times).toEqual(times.toSorted((a, b) => (a < b ? 1 : -1)))
  expect(seen[0]).toMatchObject({
    actorName: 'admin',
    laneCode: 'DT-L2',
    action: 'test.happened',
    subjectName: 'cashier',
    details: { n: 1 },
  })
})

test('what is looked for fits all of it: the beginning of an action, who, what about, when', async () => {
  await write(2)
  await write(3, 'order.cancelled')
  const found = async (query: string) => (await page(query)).entries.length
  expect(await found('action=order.')).toBe(3)
  expect(await found('action=order.cancelled')).toBe(3)
  expect(await found('action=order.c.')).toBe(0)
  expect(await found(`actorId=${till.userId}`)).toBe(0)
  expect(await found(`subjectId=${shop.users.cashier.id}`)).toBe(5)
  const later = new Date(clock.now() + 1).toISOString()
  expect(await found(`from=${later}`)).toBe(0)
  expect(await found(`to=${later}&action=test.`)).toBe(2)
})

test('an order is named by its number; what has no name is told by its id', async () => {
  const product = await testProduct(admin, { [shop.branches.downtown]: 1 })
  const sale = testSale(till, product, 1)
  await till.push('orders', [sale])
  const subjects = [sale.id, product.id, 'no-id-at-all', crypto.randomUUID()]
  for (const subject of subjects) {
    await database.query(
      `insert into audit_log (tenant_id, id, at, action, subject, subject_id, details)
       values ($1, gen_random_uuid(), $2, 'test.named', 'x', $3, '{}')`,
      [shop.tenantId, new Date(clock.now()), subject],
    )
  }
  const { entries } = await page('action=test.named')
  const names = new Map(entries.map(({ subjectId, subjectName }: Json) => [subjectId, subjectName]))
  expect(subjects.map((subject) => names.get(subject))).toEqual([sale.number, 'Shirt M', null, null])
})

test('garbage in a query is refused, and never reaches the database', async () => {
  const wrong = [
    'action=%25',
    'action=ORDER',
    'actorId=me',
    'from=yesterday',
    'limit=0',
    'limit=1000',
    'after=x',
    'after=2026-01-01T00:00:00.000Z_x',
    'sort=at',
    `subjectId=${'x'.repeat(200)}`,
    'subjectId=%00',
  ]
  for (const query of wrong) expect((await admin.get(`/audit?${query}`)).status, query).toBe(400)
})

test('[A1] the audit log is for admins, of their own business', async () => {
  await write(1)
  const support = await testLane(app, shop, 'support')
  for (const who of [support, till])
    expect((await who.get('/audit')).body['error'].code).toBe('access/forbidden')
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await stranger.get('/audit')).body['entries']).toEqual([])
})
