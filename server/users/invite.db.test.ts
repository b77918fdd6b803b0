import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { PASSWORD } from '../testing/test-shop.ts'

const { app, database, clock, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

async function invite(userId: string, who = admin): Promise<{ status: number; token: string }> {
  const { status, body } = await who.post(`/users/${userId}/invitation`, {})
  return { status, token: body['token'] ?? '' }
}

const look = (token: string) =>
  app.inject({ method: 'GET', url: `/api/v1/auth/invitation?token=${encodeURIComponent(token)}` })

async function join(token: string, password = 'a longer one', pin: string | null = '4321'): Promise<number> {
  const payload = { token, password, pin }
  return (await app.inject({ method: 'POST', url: '/api/v1/auth/invitation', payload })).statusCode
}

async function login(email: string, password: string): Promise<number> {
  const url = '/api/v1/auth/login'
  return (await app.inject({ method: 'POST', url, payload: { email, password } })).statusCode
}

test('[A1] somebody new chooses password and PIN by a link, once; nobody else ever knows them', async () => {
  const email = 'zoe@one.test'
  const person = { name: 'Zoe', email, role: 'STAFF', branchId: till.branchId, pin: null }
  const { status, body } = await admin.post('/users', person)
  expect(status).toBe(201)
  const first = await invite(body['id'])
  const { token } = await invite(body['id'])
  expect((await look(token)).json()).toEqual({ name: 'Zoe', email, business: 'one' })
  // The link before ended with the new one.
  expect((await look(first.token)).statusCode).toBe(410)
  expect(await join(token, 'short')).toBe(400)
  const both = await Promise.all([join(token), join(token)])
  expect(both.toSorted((a, b) => a - b)).toEqual([204, 410])
  expect(await login(email, 'a longer one')).toBe(200)
  expect((await look(token)).json()).toMatchObject({ error: { code: 'auth/invitation-ended' } })
  const [kept] = await database.query<{ pin: boolean; secrets: string }>(
    `select pin_hash is not null as pin, (select string_agg(encode(secret_hash, 'base64'), ' ') from invitations) as secrets
     from users where email = $1`,
    [email],
  )
  expect(kept?.pin).toBe(true)
  expect(kept?.secrets).not.toContain(token.split('.')[2])
  const noted = await database.query(`select action from audit_log where subject = 'user' order by id`)
  expect(noted.map(({ action }) => action)).toEqual([
    'user.created',
    'user.invited',
    'user.invited',
    'user.joined',
  ])
})

test('[A1] [A2] a link is too old after three days, of no use for whoever was switched off, and ends sessions', async () => {
  const { cashier } = shop.users
  const { token } = await invite(cashier.id)
  clock.advance(73 * 3_600_000)
  expect((await look(token)).statusCode).toBe(410)
  expect(await join(token)).toBe(410)
  ;({ shop, admin, till } = await openShop())
  const good = await invite(shop.users.cashier.id)
  expect((await invite(shop.users.cashier.id, till)).status).toBe(403)
  expect((await invite(crypto.randomUUID())).status).toBe(404)
  for (const wrong of ['', 'x', good.token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))])
    expect([400, 410]).toContain((await look(wrong)).statusCode)
  expect((await till.get('/branches')).status).toBe(200)
  expect(await join(good.token, 'another long one', null)).toBe(204)
  expect((await till.get('/branches')).status).toBe(401)
  expect(await login(shop.users.cashier.email, PASSWORD)).toBe(401)
  const { token: last } = await invite(shop.users.cashier.id)
  await admin.post(`/users/${shop.users.cashier.id}/disable`, {}, { 'idempotency-key': 'off' })
  expect(await join(last)).toBe(410)
})
