import { afterEach, beforeEach, expect, test } from 'vitest'
import { shopFetch } from '../../testing/shop-fetch.ts'
import { testShopApi } from '../../testing/shop-api.ts'
import { openTestShopify } from '../../testing/test-shopify.ts'
import type { TestShopify } from '../../testing/test-shopify.ts'
import type { Fault } from '../sandbox/faults.ts'
import type { Operation } from './shop-api.ts'

let shop: TestShopify
beforeEach(async () => {
  shop = await openTestShopify()
})
afterEach(() => shop.close())

const isGrant = (input: Parameters<typeof fetch>[0]): boolean =>
  (input instanceof Request ? input.url : input.toString()).endsWith('/access_token')
const ask = (name: string, text: string): Operation => ({ name, text })
const SHOP = ask('shop', '{ shop { name } }')
const PRODUCTS = ask(
  'products',
  'query ($first: Int!) { products(first: $first) { nodes { id variants(first: 5) { nodes { id } } } } }',
)
const LEVELS = ask(
  'levels',
  'query ($first: Int!) { locations(first: 2) { nodes { inventoryLevels(first: $first) { nodes { id quantities(names: ["available"]) { quantity } } } } } }',
)

/** The wire, with an eye on what goes over it. */
function watched(delay?: () => Promise<void>, patience = 5_000) {
  const real = shopFetch(shop)
  const seen = { grants: 0, calls: 0, throttled: 0, asked: 0, paid: 0 }
  const fetch: typeof real = async (input, init) => {
    await delay?.()
    const response = await real(input, init)
    await delay?.()
    if (isGrant(input)) seen.grants += 1
    else {
      seen.calls += 1
      const text = await response.clone().text()
      if (text.includes('THROTTLED')) seen.throttled += 1
      seen.asked = Number(/"requestedQueryCost":(\d+)/.exec(text)?.[1] ?? 0)
      const cost = /"actualQueryCost":(\d+)/.exec(text)?.[1]
      seen.paid += Number(cost ?? 0)
    }
    return response
  }
  return { seen, api: testShopApi(shop, { shopFetch: fetch, patience }) }
}

test('a question is answered, and the answer tells what is left', async () => {
  const { api, seen } = watched()
  expect(api.budget()).toBeUndefined()
  expect(await api.ask(SHOP, {})).toEqual({
    kind: 'answered',
    data: { shop: { name: 'Demo Outfitters Online' } },
  })
  expect(api.budget()).toMatchObject({ maximum: 2_000, restoreRate: 100, at: shop.clock.now() })
  expect(seen).toMatchObject({ grants: 1, calls: 1 })
})

test('thousands of calls at once take all of the budget, and none of them is ever throttled', async () => {
  const jumble = seeded(7)
  // Answers overtake each other, as they do on a network.
  const { api, seen } = watched(async () => {
    for (let turns = jumble(4); turns > 0; turns -= 1) await new Promise(setImmediate)
  })
  const one = (): Promise<unknown> => {
    const kind = jumble(3)
    if (kind === 0) return api.ask(SHOP, {})
    return api.ask(kind === 1 ? PRODUCTS : LEVELS, { first: [10, 50, 250][jumble(3)] })
  }
  // Once each, so that what they cost is known.
  await api.ask(SHOP, {})
  for (const first of [10, 50, 250]) {
    await api.ask(PRODUCTS, { first })
    await api.ask(LEVELS, { first })
  }
  seen.paid = 0
  const began = shop.clock.now()
  const level = shop.bucket.status().currentlyAvailable
  let left = 1_500
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      expect(await one()).toMatchObject({ kind: 'answered' })
    }
  }
  await Promise.all(Array.from({ length: 12 }, lane))
  const seconds = (shop.clock.now() - began) / 1_000
  expect(seconds).toBeGreaterThan(60)
  expect(seen.throttled).toBe(0)
  expect(seen.paid / (level + seconds * 100)).toBeGreaterThan(0.9)
})

test('who asked first goes first, however much it costs', async () => {
  const { api } = watched()
  await api.ask(PRODUCTS, { first: 250 })
  await api.ask(SHOP, {})
  shop.bucket.take(shop.bucket.status().currentlyAvailable - 1)
  await api.ask(SHOP, {})
  const order: string[] = []
  await Promise.all([
    api.ask(PRODUCTS, { first: 250 }).then(() => order.push('dear')),
    api.ask(SHOP, {}).then(() => order.push('cheap')),
  ])
  expect(order).toEqual(['dear', 'cheap'])
})

test('a bucket that somebody else emptied is waited for, and the call is no failure', async () => {
  const { api, seen } = watched()
  await api.ask(PRODUCTS, { first: 250 })
  shop.bucket.take(shop.bucket.status().currentlyAvailable)
  const began = shop.clock.now()
  expect(await api.ask(PRODUCTS, { first: 250 })).toMatchObject({ kind: 'answered' })
  expect(seen.throttled).toBe(1)
  // As long as the points take that are missing, and not a round more.
  expect(seen.asked).toBeGreaterThan(50)
  expect(shop.clock.now() - began).toBe(seen.asked * 10)
  expect(seen.calls).toBe(3)
  expect(api.failed).toEqual([])
})

test('a storm of THROTTLED and of 429 is waited out, ever more slowly', async () => {
  const { api, seen } = watched()
  await api.ask(SHOP, {})
  shop.faults.add({ kind: 'throttled', times: 6 })
  shop.faults.add({ kind: 'status', status: 429, times: 2 })
  const began = shop.clock.now()
  expect(await api.ask(SHOP, {})).toMatchObject({ kind: 'answered' })
  expect(seen.calls).toBe(1 + 6 + 2 + 1)
  expect(shop.clock.now() - began).toBeGreaterThan(30_000)
  expect(api.failed).toEqual([])
})

test('what costs more than the shop ever allows is never asked again', async () => {
  await shop.close()
  shop = await openTestShopify({ limits: { maximumAvailable: 20, restoreRate: 10 } })
  const { api, seen } = watched()
  const never = { kind: 'failed', fault: { kind: 'never', code: 'MAX_COST_EXCEEDED' } }
  expect(await api.ask(PRODUCTS, { first: 250 })).toMatchObject(never)
  expect(await api.ask(PRODUCTS, { first: 250 })).toMatchObject(never)
  expect(seen.calls).toBe(1)
  const dear = ask(
    'dear',
    `{ ${[1, 2, 3, 4].map((n) => `a${n}: products(first: 250) { nodes { variants(first: 250) { nodes { id } } } }`).join(' ')} }`,
  )
  expect(await api.ask(dear, {})).toMatchObject(never)
})

test('who stops waiting is told so, and holds up nobody', async () => {
  const { api } = watched()
  await api.ask(SHOP, {})
  const stop = new AbortController()
  stop.abort()
  const stopped = { kind: 'failed', fault: { kind: 'again', code: 'stopped' } }
  expect(await api.ask(SHOP, {}, stop.signal)).toMatchObject(stopped)
  const later = new AbortController()
  shop.faults.add({ kind: 'timeout', times: 1 })
  const waiting = api.ask(SHOP, {}, later.signal)
  const next = api.ask(SHOP, {})
  setTimeout(() => later.abort(), 10)
  expect(await waiting).toMatchObject(stopped)
  expect(await next).toMatchObject({ kind: 'answered' })
})

test('one token is asked for, however many ask at once, and a new one an hour before it ends', async () => {
  const { api, seen } = watched()
  await Promise.all(Array.from({ length: 10 }, () => api.ask(SHOP, {})))
  expect(seen.grants).toBe(1)
  await shop.clock.advance(22 * 3_600_000)
  await api.ask(SHOP, {})
  expect(seen.grants).toBe(1)
  await shop.clock.advance(1.2 * 3_600_000)
  await Promise.all([api.ask(SHOP, {}), api.ask(SHOP, {})])
  expect(seen.grants).toBe(2)
})

test('a token that was revoked is replaced once, and nobody notices', async () => {
  const { api, seen } = watched()
  await api.ask(SHOP, {})
  await shop.app.inject({ method: 'POST', url: '/__sandbox/tokens/revoke', payload: {} })
  const both = await Promise.all([api.ask(SHOP, {}), api.ask(SHOP, {})])
  expect(both).toMatchObject([{ kind: 'answered' }, { kind: 'answered' }])
  expect(seen.grants).toBe(2)
})

test('a wrong secret is refused, an app that was removed is gone', async () => {
  const wrong = testShopApi(shop, { secret: 'shpss_wrong' })
  expect(await wrong.ask(SHOP, {})).toMatchObject({
    kind: 'failed',
    fault: { kind: 'refused', code: 'invalid_client' },
  })
  const { api } = watched()
  await api.ask(SHOP, {})
  await shop.app.inject({ method: 'POST', url: '/__sandbox/uninstall', payload: {} })
  expect(await api.ask(SHOP, {})).toMatchObject({
    kind: 'failed',
    fault: { kind: 'gone', code: 'shop_not_permitted' },
  })
})

test.each([
  [402, 'gone'],
  [403, 'refused'],
  [404, 'gone'],
  [423, 'gone'],
  [500, 'again'],
  [502, 'again'],
  [503, 'again'],
  [400, 'never'],
])('HTTP %i is %s', async (status, kind) => {
  const { api } = watched()
  shop.faults.add({ kind: 'status', status, times: 1 })
  expect(await api.ask(SHOP, {})).toMatchObject({ kind: 'failed', fault: { kind, code: `http-${status}` } })
  expect(await api.ask(SHOP, {})).toMatchObject({ kind: 'answered' })
})

test.each<[string, Fault]>([
  ['before', { kind: 'timeout', times: 1 }],
  ['after', { kind: 'timeout-after-commit', times: 1 }],
])('silence %s the work was done is a timeout, and may be asked again', async (_, fault) => {
  const { api } = watched(undefined, 50)
  shop.faults.add(fault)
  expect(await api.ask(SHOP, {})).toMatchObject({ kind: 'failed', fault: { kind: 'again', code: 'timeout' } })
  expect(await api.ask(SHOP, {})).toMatchObject({ kind: 'answered' })
})

const page = (body: string, headers = { 'content-type': 'application/json' }) => {
  const real = shopFetch(shop)
  const fetch: typeof real = (input, init) =>
    isGrant(input) ? real(input, init) : Promise.resolve(new Response(body, { headers }))
  return testShopApi(shop, { shopFetch: fetch })
}

test.each([
  ['<html>We will be back</html>', 'again', 'not-json'],
  ['{"data":{"shop":', 'again', 'not-json'],
  ['{}', 'again', 'empty'],
  ['[]', 'again', 'not-json'],
  ['{"errors":"Not allowed"}', 'never', 'unknown'],
  [errorsOf('INTERNAL_SERVER_ERROR'), 'again', 'INTERNAL_SERVER_ERROR'],
  [errorsOf('INTERNAL_SERVER_ERROR', 'ACCESS_DENIED'), 'refused', 'ACCESS_DENIED'],
  [errorsOf('INTERNAL_SERVER_ERROR', 'undefinedField'), 'never', 'undefinedField'],
  [errorsOf('SHOP_INACTIVE'), 'gone', 'SHOP_INACTIVE'],
])('%s is %s', async (body, kind, code) => {
  expect(await page(body).ask(SHOP, {})).toMatchObject({ kind: 'failed', fault: { kind, code } })
})

test('a network that is not there is asked again later', async () => {
  const api = testShopApi(shop, { shopFetch: () => Promise.reject(new TypeError('fetch failed')) })
  expect(await api.ask(SHOP, {})).toMatchObject({ kind: 'failed', fault: { kind: 'again', code: 'network' } })
})

test('a right that is missing, and a search that Shopify did not understand, are no answers', async () => {
  const { api } = watched()
  const odd = ask('odd', '{ products(first: 1, query: "colour:red") { nodes { id } } }')
  expect(await api.ask(odd, {})).toMatchObject({ kind: 'failed', fault: { kind: 'never', code: 'search' } })
  await shop.close()
  shop = await openTestShopify({ scopes: ['read_products'] })
  const orders = ask('orders', '{ orders(first: 1) { nodes { id } } }')
  expect(await testShopApi(shop).ask(orders, {})).toMatchObject({
    kind: 'failed',
    fault: { kind: 'refused', code: 'ACCESS_DENIED' },
  })
})

test('a call that failed is noted with what was asked and answered', async () => {
  const { api } = watched()
  shop.faults.add({ kind: 'status', status: 502, times: 1 })
  await api.ask(PRODUCTS, { first: 3 })
  expect(api.failed).toMatchObject([
    {
      operation: 'products',
      code: 'http-502',
      status: 502,
      request: { first: 3 },
      answer: expect.stringContaining('html'),
    },
  ])
})

function errorsOf(...codes: string[]): string {
  return JSON.stringify({
    data: { shop: { name: 'half' } },
    errors: codes.map((code) => ({ message: 'no', extensions: { code } })),
  })
}

/** Figures below a bound, the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}
