import { afterEach, beforeEach, expect, test } from 'vitest'
import { ShopStatus } from '../../../shared/shopify/shop-status.ts'
import { ShopWaiting } from '../../../shared/shopify/waiting.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { shopFetch } from '../../testing/shop-fetch.ts'
import { testDatabase } from '../../testing/test-database.ts'
import { testProduct, testLane } from '../../testing/test-lane.ts'
import type { Answer, TestLane } from '../../testing/test-lane.ts'
import { testNode } from '../../testing/test-node.ts'
import { testShop } from '../../testing/test-shop.ts'
import type { TestShop } from '../../testing/test-shop.ts'
import { SHOP_OPENS, openTestShopify } from '../../testing/test-shopify.ts'
import type { TestShopify } from '../../testing/test-shopify.ts'

const database = await testDatabase()
const clock = manualClock(SHOP_OPENS)
let shopify: TestShopify
const { app } = await testNode(database.url, {
  clock,
  shopFetch: (input, init) => shopFetch(shopify)(input, init),
})
let shop: TestShop
let admin: TestLane
let support: TestLane

const GIVEN = {
  domain: 'demo-outfitters.myshopify.com',
  clientId: 'sandbox-client-id',
  secret: 'shpss_sandbox_secret',
}

beforeEach(async () => {
  await database.empty()
  clock.advance(60_000)
  shopify = await openTestShopify()
  shop = await testShop(database)
  admin = await testLane(app, shop, 'admin')
  support = await testLane(app, shop, 'support')
})
afterEach(() => shopify.close())

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH'

async function ask(
  method: Method,
  path: string,
  payload?: object,
  who: TestLane = admin,
  key = crypto.randomUUID() as string,
): Promise<Answer> {
  const reply = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...who.headers, 'idempotency-key': key },
    ...(payload ? { payload } : {}),
  })
  return { status: reply.statusCode, body: reply.json() }
}
const refusalOf = ({ status, body }: Answer) => [status, body['error']?.code]
const connect = (given: object = {}) => ask('POST', '/shopify/connect', { ...GIVEN, ...given })
async function theShop() {
  const { shop: found } = ShopStatus.parse((await ask('GET', '/shopify')).body)
  if (!found) throw new Error('no shop is connected')
  return found
}
const actions = async (): Promise<string[]> =>
  (
    await database.query<{ action: string }>(
      `select action from audit_log where action like 'shopify%' order by id`,
    )
  ).map(({ action }) => action)
const passes = async (): Promise<number> =>
  (await database.query(`select from jobs.job where name = 'shopify.pass'`)).length

test('a business without a shop hears so, connects one, and its page never tells the secret', async () => {
  expect((await ask('GET', '/shopify')).body).toMatchObject({ shop: null })
  expect((await connect()).status).toBe(201)
  expect(await passes()).toBe(1)
  expect(refusalOf(await connect())).toEqual([409, 'shopify/connected'])
  const { body } = await ask('GET', '/shopify')
  expect(body['shop']).toMatchObject({
    domain: GIVEN.domain,
    clientId: GIVEN.clientId,
    name: 'Demo Outfitters Online',
    state: 'on',
    owners: {},
    openingStock: 'omnisync',
    imports: [],
    budget: null,
    comparison: null,
    isToCompare: false,
    cases: 0,
    needs: { locations: 2, sends: 0, webhooks: 0, orders: 0, products: 0, levels: 0 },
    linked: { variants: 0, levels: 0 },
  })
  expect(JSON.stringify(body)).not.toContain('shpss')
})

test.each<[string, object, number, string]>([
  ['an address that is not Shopify’s', { domain: 'evil.example.com' }, 400, 'request/invalid'],
  ['an address with a path', { domain: 'a.myshopify.com/evil' }, 400, 'request/invalid'],
  ['an empty secret', { secret: '  ' }, 400, 'request/invalid'],
  ['no client id', { clientId: undefined }, 400, 'request/invalid'],
  ['a wrong secret', { secret: 'shpss_wrong' }, 422, 'shopify/bad-credentials'],
])('%s connects nothing', async (_, given, status, code) => {
  const answer = await connect(given)
  expect(refusalOf(answer)).toEqual([status, code])
  expect(await database.query('select from shopify_connections')).toEqual([])
  expect(JSON.stringify(answer.body)).not.toContain('shpss')
})

test('[A1] support sees what waits and nothing else, a cashier not even that', async () => {
  await connect()
  const cashier = await testLane(app, shop, 'cashier')
  const id = crypto.randomUUID()
  const ofAdmins: [Method, string, object?][] = [
    ['GET', '/shopify'],
    ['GET', '/shopify/calls'],
    ['GET', '/shopify/decisions'],
    ['POST', '/shopify/connect', GIVEN],
    ['PUT', '/shopify/credentials', { clientId: 'x', secret: 'y' }],
    ['PATCH', '/shopify', { openingStock: 'shopify' }],
    ['PUT', '/shopify/locations', { locations: [{ locationId: '1', branchId: null }] }],
    ['POST', '/shopify/pause', {}],
    ['POST', '/shopify/resume', {}],
    ['POST', '/shopify/disconnect', {}],
    ['POST', '/shopify/compare', {}],
    ['POST', '/shopify/figures', { whose: 'ours' }],
    ['POST', '/shopify/imports', { kind: 'full' }],
    ['POST', `/shopify/imports/${id}/cancel`, {}],
    ['POST', `/shopify/imports/${id}/retry`, {}],
    ['POST', `/shopify/decisions/${id}/reverse`, {}],
  ]
  const before = await actions()
  for (const who of [support, cashier])
    for (const [method, path, payload] of ofAdmins)
      expect([path, ...refusalOf(await ask(method, path, payload, who))]).toEqual([
        path,
        403,
        'access/forbidden',
      ])
  expect((await ask('GET', '/shopify/waiting', undefined, support)).status).toBe(200)
  expect(refusalOf(await ask('POST', '/shopify/waiting/order/1/again', {}, support))).toEqual([
    404,
    'shopify/waiting-unknown',
  ])
  expect(refusalOf(await ask('GET', '/shopify/waiting', undefined, cashier))).toEqual([
    403,
    'access/forbidden',
  ])
  expect(refusalOf(await ask('POST', '/shopify/waiting/order/1/again', {}, cashier))).toEqual([
    403,
    'access/forbidden',
  ])
  expect(await actions()).toEqual(before)
})

test('locations stand for branches: none twice, none that is not there, and a repeat changes nothing more', async () => {
  await connect()
  const [first, second] = (await theShop()).locations
  const { downtown, riverside } = shop.branches
  const map = (locations: object[], key?: string) =>
    ask('PUT', '/shopify/locations', { locations }, admin, key)
  expect(
    refusalOf(
      await map([
        { locationId: first?.id, branchId: downtown },
        { locationId: second?.id, branchId: downtown },
      ]),
    ),
  ).toEqual([409, 'shopify/branch-taken'])
  expect(refusalOf(await map([{ locationId: '999', branchId: downtown }]))).toEqual([
    404,
    'shopify/unknown-location',
  ])
  expect(refusalOf(await map([{ locationId: first?.id, branchId: crypto.randomUUID() }]))).toEqual([
    404,
    'branch/unknown',
  ])
  expect(refusalOf(await map([]))).toEqual([400, 'request/invalid'])
  expect((await theShop()).locations.map(({ branchId }) => branchId)).toEqual([null, null])
  const good = [
    { locationId: first?.id, branchId: downtown },
    { locationId: second?.id, branchId: riverside },
  ]
  expect((await map(good, 'the-same-key')).status).toBe(200)
  expect((await map(good, 'the-same-key')).status).toBe(200)
  expect((await theShop()).locations.map(({ branchId }) => branchId)).toEqual([downtown, riverside])
  expect((await actions()).filter((action) => action === 'shopify.locations-mapped')).toHaveLength(1)
})

test('rules, pause and resume, each once for its key', async () => {
  await connect()
  expect(refusalOf(await ask('PATCH', '/shopify', { owners: { price: 'nobody' } }))).toEqual([
    400,
    'request/invalid',
  ])
  expect(
    (await ask('PATCH', '/shopify', { owners: { price: 'omnisync' }, openingStock: 'shopify' })).status,
  ).toBe(200)
  expect(await theShop()).toMatchObject({ owners: { price: 'omnisync' }, openingStock: 'shopify' })
  expect(refusalOf(await ask('POST', '/shopify/figures', { whose: 'ours' }))).toEqual([
    409,
    'shopify/not-restored',
  ])
  expect((await ask('POST', '/shopify/pause', {}, admin, 'pause-1')).status).toBe(200)
  expect((await ask('POST', '/shopify/pause', {}, admin, 'pause-1')).status).toBe(200)
  expect((await theShop()).state).toBe('paused')
  expect(refusalOf(await ask('POST', '/shopify/compare', {}))).toEqual([409, 'shopify/not-on'])
  expect((await ask('POST', '/shopify/resume', {})).status).toBe(200)
  // The key of a command that was done long ago does nothing now.
  expect((await ask('POST', '/shopify/pause', {}, admin, 'pause-1')).status).toBe(200)
  expect((await theShop()).state).toBe('on')
  expect((await actions()).filter((action) => action === 'shopify.paused')).toHaveLength(1)
})

test('a comparison that was asked for is said to be under way', async () => {
  await connect()
  await database.query(`update shopify_connections set reconciled_at = now(), reconciliation =
    '{"startedAt": "2026-11-21T08:00:00.000Z", "endedAt": "2026-11-21T08:00:05.000Z", "levels": 7, "drifted": 2,
      "pieces": 3, "held": 1, "examples": []}'`)
  expect(await theShop()).toMatchObject({
    isToCompare: false,
    comparison: { at: '2026-11-21T08:00:05.000Z', levels: 7, drifted: 2, pieces: 3, held: 1 },
  })
  expect((await ask('POST', '/shopify/compare', {})).status).toBe(200)
  expect(await theShop()).toMatchObject({ isToCompare: true, comparison: { levels: 7 } })
})

test('one import at a time, cancelled once, and only a failed one goes on', async () => {
  expect(refusalOf(await ask('POST', '/shopify/imports', { kind: 'full' }))).toEqual([
    404,
    'shopify/not-connected',
  ])
  await connect()
  const started = await ask('POST', '/shopify/imports', { kind: 'full' }, admin, 'import-1')
  expect(started.status).toBe(201)
  expect((await ask('POST', '/shopify/imports', { kind: 'full' }, admin, 'import-1')).body).toEqual(
    started.body,
  )
  expect(refusalOf(await ask('POST', '/shopify/imports', { kind: 'full' }))).toEqual([
    409,
    'shopify/import-running',
  ])
  expect(refusalOf(await ask('POST', '/shopify/imports', { kind: 'half' }))).toEqual([400, 'request/invalid'])
  const { id } = started.body
  expect(refusalOf(await ask('POST', `/shopify/imports/${id}/retry`, {}))).toEqual([
    409,
    'shopify/import-not-failed',
  ])
  expect((await theShop()).imports).toMatchObject([{ id, state: 'running', kind: 'full', askedBy: 'admin' }])
  expect((await ask('POST', `/shopify/imports/${id}/cancel`, {})).status).toBe(200)
  expect(refusalOf(await ask('POST', `/shopify/imports/${id}/cancel`, {}))).toEqual([
    409,
    'shopify/import-ended',
  ])
  expect(refusalOf(await ask('POST', `/shopify/imports/${crypto.randomUUID()}/cancel`, {}))).toEqual([
    404,
    'shopify/import-unknown',
  ])
})

test('another secret is tried before it is kept', async () => {
  await connect()
  const give = (given: object) =>
    ask('PUT', '/shopify/credentials', { clientId: GIVEN.clientId, secret: GIVEN.secret, ...given })
  expect(refusalOf(await give({ secret: 'shpss_wrong' }))).toEqual([422, 'shopify/bad-credentials'])
  await database.query(
    `update shopify_connections set state = 'refused', fault = '{"code": "http-401", "message": "No."}'`,
  )
  expect(await theShop()).toMatchObject({ state: 'refused', fault: { code: 'http-401', message: 'No.' } })
  const rotated = await shopify.app.inject({ method: 'POST', url: '/__sandbox/secret/rotate', payload: {} })
  expect((await give({ secret: rotated.json().secret })).status).toBe(200)
  expect(await theShop()).toMatchObject({ state: 'on' })
})

test('what waits is listed with its reason, and goes on by hand', async () => {
  await connect()
  const { tenantId } = shop
  const send = crypto.randomUUID()
  const product = crypto.randomUUID()
  await database.query(
    `insert into shopify_sends (tenant_id, id, kind, subject_id, payload, state, attempts, fault, created_at) values
       ($1, $2, 'adjust', null, '{"kind": "adjust", "levels": [{}, {}]}', 'dead', 4, '{"code": "timeout", "message": "Late."}', now()),
       ($1, $3, 'product', '77', '{"fields": {}}', 'dead', 4, '{"code": "refused", "message": "Title is too long"}', now()),
       ($1, gen_random_uuid(), 'adjust', null, '{"kind": "adjust", "levels": [{}]}', 'done', 1, null, now())`,
    [tenantId, send, product],
  )
  await database.query(
    `insert into shopify_inbox (tenant_id, id, event_id, topic, body, triggered_at, received_at, state, fault)
     values ($1, 'hook', 'e', 'orders/create', '{', now(), now(), 'dead', '{"code": "shopify/not-json", "message": "No."}')`,
    [tenantId],
  )
  await database.query(
    `insert into shopify_orders (tenant_id, id, name, hinted, attempts, fault)
     values ($1, '5', '#1001', false, 1, '{"code": "shopify/unmapped-location", "message": "Where?"}')`,
    [tenantId],
  )
  await database.query(
    `insert into shopify_refusals values
       ($1, 'variant', '9', '8', 'Gift card', 'shopify/no-sku', 'sku', 'It has no SKU.', now())`,
    [tenantId],
  )
  const [place] = (await theShop()).locations
  await database.query(
    `insert into shopify_levels (tenant_id, item_id, location_id, known, hinted, dirty, refused)
     values ($1, '4', $2, 3, false, false, '{"code": "shopify/unstocked", "message": "Not stocked."}')`,
    [tenantId, place?.id],
  )
  const read = async () => ShopWaiting.parse((await ask('GET', '/shopify/waiting', undefined, support)).body)
  const waiting = await read()
  expect(waiting).toMatchObject({
    sends: expect.arrayContaining([
      expect.objectContaining({
        id: send,
        rows: 2,
        attempts: 4,
        fault: { code: 'timeout', message: 'Late.' },
      }),
      expect.objectContaining({ id: product, kind: 'product' }),
    ]),
    webhooks: [{ id: 'hook', topic: 'orders/create', fault: { code: 'shopify/not-json' } }],
    orders: [{ id: '5', name: '#1001', fault: { code: 'shopify/unmapped-location' } }],
    products: [{ id: '8', title: 'Gift card', code: 'shopify/no-sku' }],
    levels: [{ id: `4-${place?.id}`, location: 'Downtown', code: 'shopify/unstocked' }],
  })
  expect(waiting.sends).toHaveLength(2)
  expect((await theShop()).needs).toEqual({
    sends: 2,
    webhooks: 1,
    orders: 1,
    products: 1,
    levels: 1,
    locations: 2,
  })

  const again = (kind: string, id: string, key?: string) =>
    ask('POST', `/shopify/waiting/${kind}/${id}/again`, {}, support, key)
  for (const [kind, id] of [
    ['send', send],
    ['send', product],
    ['webhook', 'hook'],
    ['order', '5'],
    ['product', '8'],
    ['level', `4-${place?.id}`],
  ] as const)
    expect([kind, (await again(kind, id, `${kind}-${id}`)).status]).toEqual([kind, 200])
  const left = await read()
  // What was to be told of a product goes: both sides are compared anew, and what differs is told then.
  expect(left.sends.map(({ id, state, attempts }) => [id, state, attempts])).toEqual([[send, 'waiting', 0]])
  expect(await database.query('select shop_product_id as id from shopify_product_hints order by 1')).toEqual([
    { id: '77' },
    { id: '8' },
  ])
  expect([left.webhooks, left.levels]).toEqual([[], []])
  const { lag } = await theShop()
  expect(lag).toMatchObject({ webhooks: 1, sends: 1, orders: 1, products: 2 })
  // Neither a second press nor a repeat of the first does anything more.
  expect((await again('webhook', 'hook', 'webhook-hook')).status).toBe(200)
  expect(refusalOf(await again('webhook', 'hook'))).toEqual([404, 'shopify/waiting-unknown'])
  expect(refusalOf(await again('send', send))).toEqual([404, 'shopify/waiting-unknown'])
  expect(refusalOf(await again('send', 'no-uuid'))).toEqual([404, 'shopify/waiting-unknown'])
  expect(refusalOf(await again('anything', '1'))).toEqual([400, 'request/invalid'])
  expect((await actions()).filter((action) => action === 'shopify.tried-again')).toHaveLength(6)
})

test('a decision is shown with both values and turned around once', async () => {
  await connect()
  const { id: productId } = await testProduct(admin, {}, { title: 'Shirt', price: 1200 })
  const id = crypto.randomUUID()
  await database.query(
    `insert into audit_log (tenant_id, id, at, actor_id, action, subject, subject_id, details) values
       ($1, $2, now(), $3, 'shopify.field-decided', 'products', $4,
        '{"variantId": "1", "field": "price", "shopify": 1300, "omnisync": 1200, "won": "omnisync", "why": "owner",
          "shopifyAt": "2026-11-21T08:00:00.000Z", "omnisyncAt": "2026-11-21T07:00:00.000Z"}')`,
    [shop.tenantId, id, shop.users.admin.id, productId],
  )
  const read = async () => (await ask('GET', '/shopify/decisions')).body['decisions']
  expect(await read()).toMatchObject([
    {
      id,
      productId,
      title: 'Shirt',
      field: 'price',
      shopify: 1300,
      omnisync: 1200,
      won: 'omnisync',
      reversed: null,
    },
  ])
  expect((await ask('POST', `/shopify/decisions/${id}/reverse`, {}, admin, 'reverse-1')).status).toBe(200)
  expect((await ask('POST', `/shopify/decisions/${id}/reverse`, {}, admin, 'reverse-1')).status).toBe(200)
  expect(refusalOf(await ask('POST', `/shopify/decisions/${id}/reverse`, {}))).toEqual([
    409,
    'shopify/decision-reversed',
  ])
  expect(refusalOf(await ask('POST', `/shopify/decisions/${crypto.randomUUID()}/reverse`, {}))).toEqual([
    404,
    'shopify/decision-unknown',
  ])
  expect(await read()).toMatchObject([{ id, reversed: { by: 'admin' } }])
  expect(await database.query('select price from products')).toEqual([{ price: '1300' }])
})

test('calls that came to nothing are shown without what is secret, and disconnecting forgets the shop', async () => {
  await connect()
  await ask('PUT', '/shopify/credentials', { clientId: GIVEN.clientId, secret: 'shpss_wrong' })
  const calls = async () => (await ask('GET', '/shopify/calls')).body['calls']
  // It is written down beside the answer.
  await expect.poll(calls).toHaveLength(1)
  expect(await calls()).toMatchObject([{ operation: 'access token', status: 400 }])
  expect(JSON.stringify(await calls())).not.toContain('shpss_wrong')
  expect((await ask('POST', '/shopify/disconnect', {})).status).toBe(200)
  expect((await ask('GET', '/shopify')).body).toMatchObject({ shop: null })
  expect(refusalOf(await ask('POST', '/shopify/disconnect', {}))).toEqual([404, 'shopify/not-connected'])
})

test('the status of the system says what is wrong with the shop', async () => {
  const problems = async () =>
    (await admin.get('/status')).body['problems'].filter(({ code }: { code: string }) =>
      code.startsWith('shop-'),
    )
  expect(await problems()).toEqual([])
  await connect()
  expect(await problems()).toMatchObject([{ code: 'shop-unmapped', count: 2 }])
  await database.query(`update shopify_connections set state = 'uninstalled'`)
  expect(await problems()).toMatchObject([{ code: 'shop-uninstalled', level: 'bad' }])
})
