import { beforeEach, expect, test } from 'vitest'
import { openLogger } from '../logger.ts'
import { ApiError } from './api-error.ts'
import { authenticate, lane } from './authenticate.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { PASSWORD, testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

let written: string[] = []
const logger = await openLogger(
  { logLevel: 'trace', mode: 'production' },
  { write: (line: string) => void written.push(line) },
)
const database = await testDatabase()
const { app, clock } = await testNode(database.url, { logger }, async (routes, deps) => {
  routes.post('/fails', { onRequest: [authenticate, lane] }, async (request) => {
    deps.logger.info('from afar')
    throw Object.assign(new Error('broken', { cause: new Error(`at ${database.url}`) }), {
      sent: request.body,
    })
  })
  routes.get('/refuses', { onRequest: [authenticate, lane] }, async () => {
    throw new ApiError('sync/busy')
  })
})
let shop: TestShop
let till: TestLane

beforeEach(async () => {
  await database.empty()
  clock.advance(60_000)
  shop = await testShop(database)
  till = await testLane(app, shop, 'cashier')
  written = []
})

const lines = (): Record<string, unknown>[] =>
  written.map((line) => JSON.parse(line) as Record<string, unknown>)

test('each line of a request says which one it was, of which business, person and lane, whoever wrote it', async () => {
  const reply = await app.inject({ method: 'POST', url: '/fails', headers: till.headers, payload: { a: 1 } })
  expect(reply.statusCode).toBe(500)
  const { tenantId } = shop
  const who = { requestId: reply.headers['x-request-id'], tenantId, userId: till.userId, deviceId: till.id }
  expect(lines()).toEqual(
    ['from afar', 'request failed', 'answered'].map((msg) => expect.objectContaining({ ...who, msg })),
  )
  expect(reply.json().error.details.requestId).toBe(who.requestId)
})

test('requests that are answered at once are not taken for each other', async () => {
  const other = await testLane(app, shop, 'neighbour', shop.branches.riverside)
  written = []
  const some = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? till : other))
  await Promise.all(
    some.map(({ headers }) => app.inject({ method: 'POST', url: '/fails', headers, payload: {} })),
  )
  const found = lines()
  expect(found).toHaveLength(60)
  for (const one of some) {
    const ofOne = found.filter(({ deviceId }) => deviceId === one.id)
    expect(ofOne).toHaveLength(30)
    for (const { userId } of ofOne) expect(userId).toBe(one.userId)
  }
  expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(20)
})

test('no line holds a password, a token, a cookie, a PIN, a code or a key, whatever fails', async () => {
  const secrets: string[] = [PASSWORD.repeat(3), '48151', 'a client secret of a shop', 'a new password 1']
  const login = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: shop.users.admin.email, password: PASSWORD },
  })
  const cookie = login.cookies[0]!
  const headers = { authorization: `Bearer ${login.json().accessToken}` }
  secrets.push(login.json().accessToken, cookie.value)
  const post = (url: string, payload: object, more = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { ...headers, ...more } })
  await post('/api/v1/auth/login', { email: shop.users.admin.email, password: PASSWORD.repeat(3) })
  await app.inject({ method: 'POST', url: '/api/v1/auth/refresh', cookies: { [cookie.name]: cookie.value } })
  // The same once more: a token that was used from two places.
  await app.inject({ method: 'POST', url: '/api/v1/auth/refresh', cookies: { [cookie.name]: cookie.value } })
  const again = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email: shop.users.admin.email, password: PASSWORD },
  })
  headers.authorization = `Bearer ${again.json().accessToken}`
  secrets.push(again.json().accessToken, again.cookies[0]!.value)
  await post('/fails', { password: 'a new password 1', pin: '48151' })
  await app.inject({ method: 'POST', url: '/fails', headers: till.headers, payload: { pin: '48151' } })
  const connected = await post(
    '/api/v1/shopify/connection',
    { domain: 'x.myshopify.com', clientId: 'c', secret: 'a client secret of a shop' },
    { 'idempotency-key': 'one' },
  )
  expect(connected.statusCode).toBeGreaterThanOrEqual(400)
  const databasePassword = new URL(database.url).password
  if (databasePassword !== '') secrets.push(databasePassword)
  expect(lines().length).toBeGreaterThan(6)
  expect(written.join('')).toContain('broken')
  for (const secret of secrets) expect(written.join('')).not.toContain(secret)
  expect(written.join('')).not.toMatch(/eyJ|argon2/)
})
