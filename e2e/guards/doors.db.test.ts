import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { Role } from '../../shared/access/roles.ts'
import { CollectionName } from '../../shared/sync/protocol.ts'
import { accessTokens } from '../../server/http/access-token.ts'
import type { Caller } from '../../server/http/caller.ts'
import { connectTestShop } from '../../server/testing/connected-shop.ts'
import { testDatabase } from '../../server/testing/test-database.ts'
import { testLane, testMovement, testProduct, testSale } from '../../server/testing/test-lane.ts'
import type { TestLane } from '../../server/testing/test-lane.ts'
import { TEST_SECRET, testNode } from '../../server/testing/test-node.ts'
import { signIn, testShop } from '../../server/testing/test-shop.ts'
import type { TestShop } from '../../server/testing/test-shop.ts'
import { doors } from './doors.ts'
import type { Door, Prey } from './doors.ts'
import { routesOf } from './route-table.ts'

const database = await testDatabase()
const { app, clock, deps } = await testNode(database.url, {
  shopFetch: () => Promise.reject(new Error('no shop is asked here')),
  // Every door that a setting opens is open.
  telegram: { token: '1:none', apiRoot: 'http://127.0.0.1:1', isWebhook: true, chatPage: null },
})
const outside = ['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /openapi.json']
const routes = routesOf(app)
const all = Object.entries(doors).map(([name, door]) => ({ name, ...door }))
const closed = all.filter(({ who }) => who !== 'anybody')

let shop: TestShop
let lanes: Record<'admin' | 'support' | 'cashier' | 'neighbour', TestLane>
let eve: TestLane
let prey: Prey
/** One row's id of every table that has some of the business. */
let ids: string[]

beforeAll(async () => {
  await database.empty()
  clock.advance(60_000)
  shop = await testShop(database, 'zebra')
  const { downtown, riverside } = shop.branches
  lanes = {
    admin: await testLane(app, shop, 'admin'),
    support: await testLane(app, shop, 'support'),
    cashier: await testLane(app, shop, 'cashier'),
    neighbour: await testLane(app, shop, 'neighbour', riverside),
  }
  prey = { ...(await fill()), tenantId: shop.tenantId, branchId: downtown, userId: shop.users.cashier.id }
  eve = await testLane(app, await testShop(database, 'eve'), 'admin')
  ids = await idsOf(shop.tenantId)
  expect(ids.length, 'tables with rows to be after').toBeGreaterThan(15)
})

/**
 * Something of every kind. What belongs to the whole business says zebra, what belongs to Downtown alone says okapi.
 */
async function fill(): Promise<Pick<Prey, 'deviceId' | 'productId' | 'orderId'>> {
  const { admin, support, cashier } = lanes
  const { downtown } = shop.branches
  const product = await testProduct(admin, { [downtown]: 2 }, { title: 'zebra', vendor: 'zebra' })
  const said = { seq: 0, _deleted: false, updatedAt: '2026-01-01T00:00:00.000Z' }
  const asked = { note: 'okapi' }
  const taken = testSale(cashier, product, 1, asked)
  const short = testSale(cashier, product, 9, asked)
  const wrong = { ...testSale(cashier, product, 1, asked), tax: 1 }
  const short_movement = testMovement({
    branchId: downtown,
    productId: product.id,
    delta: -50,
    reason: 'damage',
    ...asked,
  })
  const own = { branchId: downtown, deviceId: cashier.id }
  const parked = {
    ...said,
    ...own,
    id: crypto.randomUUID(),
    cashierId: cashier.userId,
    label: 'okapi',
    lines: [],
    discount: 0,
    createdAt: said.updatedAt,
  }
  const shift = {
    ...said,
    ...own,
    ...asked,
    id: crypto.randomUUID(),
    number: 1,
    openedBy: cashier.userId,
    openedAt: said.updatedAt,
    openingFloat: 0,
    cashMovements: [],
  }
  const customer = { ...said, id: crypto.randomUUID(), name: 'zebra', phone: null, email: null, note: null }
  const key = () => ({ 'idempotency-key': crypto.randomUUID() })
  for (const [collection, document] of [
    ['customers', customer],
    ['shifts', shift],
    ['orders', taken],
    ['orders', short],
    ['orders', wrong],
    ['stockMovements', short_movement],
    ['parkedSales', parked],
  ] as const)
    expect((await cashier.push(collection, [document])).status).toBe(200)
  const selection = { kind: 'products', query: { search: '', filters: [], branchId: null }, except: [] }
  const bulk = { selection, operation: { kind: 'tags', add: ['zebra'], remove: [] } }
  const { body: preview } = await admin.post('/bulk-operations/preview', bulk)
  const done = [
    await cashier.post(
      '/approvals',
      {
        ...(doors['POST /approvals']?.body?.({
          ...prey,
          orderId: crypto.randomUUID(),
          userId: cashier.userId,
        }) as object),
        reason: 'okapi',
      },
      key(),
    ),
    await support.post(`/conflicts/${short.id}/notes`, { text: 'okapi' }, key()),
    await admin.post('/bulk-operations', { ...bulk, hash: preview['hash'] }, key()),
    await admin.post(`/users/${shop.users.cashier.id}/invitation`, {}),
    await admin.post('/summaries', {}, key()),
  ]
  for (const { status, body } of done) expect(status, JSON.stringify(body)).toBeLessThan(300)
  await connectTestShop(database, shop)
  await database.query(`update shopify_connections set shop_name = 'zebra'`)
  return { deviceId: cashier.id, productId: product.id, orderId: short.id }
}

async function idsOf(tenantId: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns
     where column_name in ('tenant_id', 'id') and udt_name = 'uuid' and table_schema = 'public'
     group by 1 having count(*) = 2 order by 1`,
  )
  const found = await Promise.all(
    tables.map(({ name }) =>
      database.query<{ id: string }>(`select id from ${name} where tenant_id = $1 limit 1`, [tenantId]),
    ),
  )
  return found.flatMap((rows) => rows.map(({ id }) => id))
}

/** What each table has of a business, or of a branch, as a fingerprint. */
async function standing(column: 'tenant_id' | 'branch_id', id: string): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where column_name = $1 and table_schema = 'public' and table_type = 'BASE TABLE'`,
    [column],
  )
  const prints = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await database.query<{ print: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as print
         from ${name} t where ${column} = $1`,
        [id],
      )
      return [name, row?.print ?? ''] as const
    }),
  )
  return Object.fromEntries(prints)
}

type Try = { name: string; url: string; status: number; code: string | undefined; body: string }

/** Knocks at a door as somebody, once for each id that its address can be given. */
async function knock(
  { name, body, query }: Door & { name: string },
  headers: Record<string, string>,
  among: readonly string[] = [crypto.randomUUID()],
  more = '',
): Promise<Try[]> {
  const [method, path] = name.split(' ') as ['GET' | 'POST', string]
  const given: Record<string, readonly string[]> = {
    collection: CollectionName.options,
    week: ['2026-01-02'],
    kind: ['send'],
  }
  const addressed = (urls: string[]): string[] => {
    const param = /:(\w+)/.exec(urls[0] ?? '')?.[1]
    return param === undefined
      ? urls
      : addressed(
          urls.flatMap((url) => (given[param] ?? among).map((value) => url.replace(`:${param}`, value))),
        )
  }
  const question = [query?.(prey), more].filter(Boolean).join('&')
  const tryOne = async (one: string): Promise<Try> => {
    const url = `/api/v1${one}${question ? `?${question}` : ''}`
    const reply = await app.inject({
      method,
      url,
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
      ...(body ? { payload: body(prey) as object } : {}),
    })
    const said = reply.headers['content-type']?.toString().includes('json') ? reply.json() : null
    return { name, url, status: reply.statusCode, code: said?.error?.code, body: reply.body }
  }
  return Promise.all(addressed([path]).map(tryOne))
}

async function knockAll(
  some: readonly (Door & { name: string })[],
  ...how: [Record<string, string>, (readonly string[])?, string?]
): Promise<Try[]> {
  const tries: Try[] = []
  for (const door of some) tries.push(...(await knock(door, ...how)))
  return tries
}

/** No shop can be asked here; whatever else is a fault of the server would be one. */
const isFault = ({ status, code }: Try) => status >= 500 && code !== 'shopify/unreachable'
const brief = ({ name, status, code }: Try) => `${name}: ${status} ${code ?? ''}`

test('[A1] every route is in the table of doors, with who may go through it, and every door is a route', () => {
  const named = routes.map((route) => route.replace(' /api/v1/', ' /'))
  expect(named.length).toBeGreaterThan(80)
  expect([...new Set(named)].toSorted()).toEqual(Object.keys(doors).toSorted())
  expect(routes.filter((route) => !route.includes(' /api/v1/')).toSorted()).toEqual(outside.toSorted())
})

describe('[A1] without a token that stands nobody gets through a closed door', () => {
  const claims = (): Caller => ({
    tenantId: shop.tenantId,
    userId: shop.users.admin.id,
    role: 'ADMIN',
    branchId: null,
    sessionId: crypto.randomUUID(),
  })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const unsigned = () =>
    `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims(), exp: Math.floor(clock.now() / 1000) + 900 })}`
  const signed = (alg: string, hash: string) => {
    const text = `${part({ alg, typ: 'JWT' })}.${unsigned().split('.')[1]}`
    return `${text}.${createHmac(hash, TEST_SECRET).update(text).digest('base64url')}`
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const good = () => lanes.admin.headers['authorization'] ?? ''
  const kinds: [
    string,
    () => Promise<[Record<string, string>, string?]> | [Record<string, string>, string?],
    string,
  ][] = [
    ['none', () => [{}], 'auth/token-missing'],
    [
      'in the address',
      () => [{}, `token=${good().slice(7)}&access_token=${good().slice(7)}`],
      'auth/token-missing',
    ],
    [
      'the refresh cookie alone',
      async () => [{ cookie: `omnisync_refresh=${(await signIn(app, shop.users.admin.email)).cookie}` }],
      'auth/token-missing',
    ],
    [
      'as a password',
      () => [{ authorization: `Basic ${Buffer.from('admin:demo').toString('base64')}` }],
      'auth/token-missing',
    ],
    ['unsigned', () => [bearer(`${unsigned()}.`)], 'auth/token-invalid'],
    [
      'signed by the secret itself, not by its key',
      () => [bearer(signed('HS256', 'sha256'))],
      'auth/token-invalid',
    ],
    ['signed by another way', () => [bearer(signed('HS512', 'sha512'))], 'auth/token-invalid'],
    [
      'signed by another secret',
      () => [bearer(accessTokens('another secret, as long as it must be', clock.now).sign(claims()))],
      'auth/token-invalid',
    ],
    ['of a session that there is not', () => [bearer(app.access.sign(claims()))], 'auth/token-invalid'],
    [
      'that has ended',
      () => [bearer(accessTokens(TEST_SECRET, () => clock.now() - 900_000).sign(claims()))],
      'auth/token-expired',
    ],
    [
      'of somebody who was switched off',
      async () => {
        const { headers } = await signIn(app, shop.users.neighbour.email)
        await database.query('update users set disabled_at = now() where id = $1', [shop.users.neighbour.id])
        await deps.news.accessChanged(shop.tenantId, shop.users.neighbour.id)
        return [headers]
      },
      'auth/user-disabled',
    ],
  ]

  test.each(kinds)('%s', async (_name, make, code) => {
    const [headers, question] = await make()
    const tries = await knockAll(closed, headers, undefined, question)
    expect(tries.length).toBeGreaterThanOrEqual(closed.length)
    expect(tries.filter((one) => one.code !== code).map(brief)).toEqual([])
    await database.query('update users set disabled_at = null')
    await deps.news.accessChanged(shop.tenantId, shop.users.neighbour.id)
  })
})

test.each(Role.options)(
  '[A1] a door that is not for %s refuses them, and one that is lets them in',
  async (role) => {
    const person = ({ ADMIN: 'admin', SUPPORT: 'support', STAFF: 'cashier' } as const)[role]
    const isFor = ({ who }: Door) => who === 'signed in' || (who !== 'anybody' && who.includes(role))
    // A stranger's ids: whoever is let in finds nothing there to change.
    const kept = prey
    prey = Object.fromEntries(Object.keys(kept).map((name) => [name, crypto.randomUUID()])) as Prey
    const { headers } = await signIn(app, shop.users[person].email)
    const refused = await knockAll(
      closed.filter((door) => !isFor(door)),
      headers,
    )
    const welcome = await knockAll(
      closed.filter((door) => isFor(door) && !['POST /backups'].includes(door.name)),
      headers,
    )
    prey = kept
    expect(refused.filter(({ code }) => code !== 'access/forbidden').map(brief)).toEqual([])
    expect(refused.length > 0).toBe(role !== 'ADMIN')
    expect(welcome.length).toBeGreaterThan(10)
    expect(
      welcome
        .filter((one) => isFault(one) || one.status === 401 || one.code === 'access/forbidden')
        .map(brief),
    ).toEqual([])
  },
)

test('[A1] an admin of another business reads nothing of this one and changes nothing, by any door and any id', async () => {
  const before = await standing('tenant_id', shop.tenantId)
  const tries = await knockAll(closed, eve.headers, ids)
  expect(await standing('tenant_id', shop.tenantId)).toEqual(before)
  expect(tries.filter(({ body }) => /zebra|okapi/i.test(body)).map(brief)).toEqual([])
  expect(tries.filter(isFault).map(brief)).toEqual([])
  // Each got past the look at its shape at least once: else nothing would have been tried.
  const tried = new Set(tries.filter(({ code }) => code !== 'request/invalid').map(({ name }) => name))
  expect(closed.filter(({ name }) => !tried.has(name)).map(({ name }) => name)).toEqual([])
  // And with a lane of theirs in the header.
  const lane = { ...eve.headers, 'x-device-id': lanes.cashier.id }
  const atLane = await knockAll(
    all.filter(({ name }) => /replication.*pull|push|digest|approvals/.test(name)),
    lane,
  )
  expect(new Set(atLane.filter(({ code }) => code !== 'access/forbidden').map(({ code }) => code))).toContain(
    'device/unknown',
  )
  expect(atLane.filter(({ body }) => /zebra|okapi/i.test(body)).map(brief)).toEqual([])
})

test('[A1] [P2] a cashier of another branch reads nothing of this one and changes nothing', async () => {
  const { neighbour } = lanes
  const before = await standing('branch_id', shop.branches.downtown)
  const tries = await knockAll(closed, neighbour.headers, ids)
  const inPlace = { ...neighbour.headers, 'x-device-id': lanes.cashier.id }
  const moved = await knockAll(
    closed.filter(({ name }) => /replication|approvals/.test(name)),
    inPlace,
    ids,
  )
  expect(await standing('branch_id', shop.branches.downtown)).toEqual(before)
  expect([...tries, ...moved].filter(({ body }) => /okapi/i.test(body)).map(brief)).toEqual([])
  expect([...tries, ...moved].filter(isFault).map(brief)).toEqual([])
  expect(new Set(moved.map(({ code }) => code))).toContain('access/branch')
})

test('what is looked for is there to be found: its own people see it at these doors', async () => {
  const reading = closed.filter(({ name }) => name.startsWith('GET'))
  const seen = (await knockAll(reading, lanes.admin.headers, ids)).filter(({ body }) =>
    /zebra|okapi/i.test(body),
  )
  expect(new Set(seen.map(({ name }) => name)).size).toBeGreaterThan(15)
  const atTill = (await knockAll(reading, lanes.cashier.headers, ids)).filter(({ body }) =>
    /okapi/i.test(body),
  )
  expect(atTill.map(({ url }) => url)).toEqual(
    expect.arrayContaining([expect.stringMatching(/orders\/pull/), expect.stringMatching(/approvals\//)]),
  )
})
