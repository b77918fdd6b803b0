import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testNode } from '../testing/test-node.ts'
import { PASSWORD, signIn, testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const { app, deps, clock } = await testNode(database.url)
let shop: TestShop

beforeEach(async () => {
  await database.empty()
  clock.advance(3_600_000)
  shop = await testShop(database)
})

const login = (email: string, password: string) =>
  app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password } })
const refresh = (cookie: string) =>
  app.inject({ method: 'POST', url: '/api/v1/auth/refresh', cookies: { omnisync_refresh: cookie } })
const me = (headers: Record<string, string>) => app.inject({ url: '/api/v1/auth/me', headers })
const cookieOf = (reply: Awaited<ReturnType<typeof login>>) =>
  reply.cookies.find((one) => one.name === 'omnisync_refresh')

describe('login', () => {
  test('answers the person, a token of 15 minutes and a cookie that no script can read', async () => {
    const { id, email } = shop.users.cashier
    const reply = await login(email.toUpperCase(), PASSWORD)
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expiresIn: 900,
      user: {
        id,
        email,
        name: 'cashier',
        role: 'STAFF',
        branchId: shop.branches.downtown,
        tenantId: shop.tenantId,
      },
    })
    expect(cookieOf(reply)).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api/v1/auth' })
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  test('the cookie is Secure behind TLS', async () => {
    const node = await testNode(database.url, { secureCookies: true, clock })
    const payload = { email: shop.users.admin.email, password: PASSWORD }
    const reply = await node.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload })
    expect(cookieOf(reply)).toMatchObject({ secure: true })
    expect(reply.headers['strict-transport-security']).toContain('max-age')
  })

  test('a wrong password and an unknown email get one and the same answer', async () => {
    const wrong = await login(shop.users.admin.email, 'Demo')
    const unknown = await login('nobody@one.test', PASSWORD)
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
    expect(wrong.json()).toEqual(unknown.json())
    expect(wrong.json().error.code).toBe('auth/bad-credentials')
  })

  test('a disabled person learns so only with the right password', async () => {
    await database.query('update users set disabled_at = now() where id = $1', [shop.users.cashier.id])
    expect((await login(shop.users.cashier.email, PASSWORD)).json().error.code).toBe('auth/user-disabled')
    expect((await login(shop.users.cashier.email, 'wrong')).json().error.code).toBe('auth/bad-credentials')
  })

  test('the eleventh attempt after ten failures waits, though it be right; others of the shop go on', async () => {
    const { email } = shop.users.cashier
    const tries = await Promise.all(Array.from({ length: 14 }, (_, at) => login(email, `guess ${at}`)))
    expect(tries.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([
      ...Array(10).fill(401),
      ...Array(4).fill(429),
    ])
    const right = await login(email, PASSWORD)
    expect(right.statusCode).toBe(429)
    expect(right.json().error.code).toBe('request/too-many')
    expect(Number(right.headers['retry-after'])).toBe(900)
    expect((await login(shop.users.admin.email, PASSWORD)).statusCode).toBe(200)
    clock.advance(15 * 60_000)
    expect((await login(email, PASSWORD)).statusCode).toBe(200)
  })

  test('a shop of forty tills logs in at one minute with one account', async () => {
    const { email } = shop.users.cashier
    const replies = await Promise.all(Array.from({ length: 40 }, () => login(email, PASSWORD)))
    expect(replies.every((reply) => reply.statusCode === 200)).toBe(true)
  })
})

describe('access tokens', () => {
  test('[A1] are good for 15 minutes to the second', async () => {
    const { headers } = await signIn(app, shop.users.admin.email)
    clock.advance(899_000)
    expect((await me(headers)).json().user.id).toBe(shop.users.admin.id)
    clock.advance(1_000)
    const late = await me(headers)
    expect([late.statusCode, late.json().error.code]).toEqual([401, 'auth/token-expired'])
  })

  test.each([
    ['none', undefined, 'auth/token-missing'],
    ['another scheme', 'Basic YTpi', 'auth/token-missing'],
    ['garbage', 'Bearer x', 'auth/token-invalid'],
    ['unsigned', `Bearer ${jwt({ alg: 'none', typ: 'JWT' })}`, 'auth/token-invalid'],
    [
      'signed by somebody else',
      `Bearer ${jwt({ alg: 'HS256', typ: 'JWT' })}c2lnbmF0dXJl`,
      'auth/token-invalid',
    ],
    ['endless', `Bearer ${'a'.repeat(9_000)}`, 'auth/token-invalid'],
  ])('[A1] a token that is not ours is refused: %s', async (_name, authorization, code) => {
    const reply = await me(authorization === undefined ? {} : { authorization })
    expect([reply.statusCode, reply.json().error.code]).toEqual([401, code])
  })

  test('[A1] a token with other claims under its old signature is refused', async () => {
    const { headers } = await signIn(app, shop.users.cashier.email)
    const [head, body, signature] = headers['authorization']!.split('.')
    const claims = JSON.parse(Buffer.from(body!, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, role: 'ADMIN' })).toString('base64url')
    const reply = await me({ authorization: `${head}.${forged}.${signature}` })
    expect(reply.json().error.code).toBe('auth/token-invalid')
  })

  test("[A2] the role in the database wins over the token's", async () => {
    const { headers } = await signIn(app, shop.users.admin.email)
    await database.query(`update users set role = 'SUPPORT' where id = $1`, [shop.users.admin.id])
    await deps.news.accessChanged(shop.tenantId, shop.users.admin.id)
    expect((await me(headers)).json().user.role).toBe('SUPPORT')
    const url = `/api/v1/users/${shop.users.cashier.id}/disable`
    const reply = await app.inject({
      method: 'POST',
      url,
      headers: { ...headers, 'idempotency-key': 'demoted-1' },
    })
    expect(reply.json().error.code).toBe('access/forbidden')
  })

  test('[A2] once known, a session costs the database nothing a request', async () => {
    const { headers } = await signIn(app, shop.users.admin.email)
    await me(headers)
    const before = deps.database.statements()
    for (let at = 0; at < 50; at += 1) expect((await me(headers)).statusCode).toBe(200)
    expect(deps.database.statements() - before).toBe(0)
  })
})

describe('refresh', () => {
  test('gives a new pair, and the old token is used up', async () => {
    const { cookie } = await signIn(app, shop.users.cashier.email)
    clock.advance(60_000)
    const first = await refresh(cookie)
    expect(first.statusCode).toBe(200)
    const second = cookieOf(first)!.value
    expect(second).not.toBe(cookie)
    expect((await me({ authorization: `Bearer ${first.json().accessToken}` })).statusCode).toBe(200)
    expect((await refresh(second)).statusCode).toBe(200)
  })

  test('a lost reply or a second tab gets the same successor for 20 seconds', async () => {
    const { cookie } = await signIn(app, shop.users.cashier.email)
    const both = await Promise.all([refresh(cookie), refresh(cookie)])
    expect(both.map((reply) => reply.statusCode)).toEqual([200, 200])
    expect(cookieOf(both[0]!)!.value).toBe(cookieOf(both[1]!)!.value)
    clock.advance(20_000)
    expect(cookieOf(await refresh(cookie))!.value).toBe(cookieOf(both[0]!)!.value)
    // Whichever of the replies the browser kept, its next refresh works.
    clock.advance(600_000)
    expect((await refresh(cookieOf(both[1]!)!.value)).statusCode).toBe(200)
  })

  test('a refresh that comes while the session changes sees the change, and takes nothing back', async () => {
    const { cookie } = await signIn(app, shop.users.cashier.email)
    const other = new pg.Client({ connectionString: database.url })
    await other.connect()
    await other.query('begin')
    await other.query(`update sessions set token_hash = 'moved on'`)
    const late = refresh(cookie)
    const waiting = `select pid from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`
    await expect.poll(async () => (await database.query(waiting)).length).toBe(1)
    await other.query('commit')
    await other.end()
    expect((await late).json().error.code).toBe('auth/refresh-invalid')
    expect(await database.query(`select id from sessions where token_hash = 'moved on'`)).not.toEqual([])
  })

  test.each([
    ['moments too late', 1],
    ['three generations later', 3],
  ])('[A2] a used-up token ends the session for both who hold it: %s', async (_name, generations) => {
    const { cookie, headers } = await signIn(app, shop.users.cashier.email)
    let newest = cookie
    for (let at = 0; at < generations; at += 1) newest = cookieOf(await refresh(newest))!.value
    clock.advance(20_001)
    const thief = await refresh(cookie)
    expect([thief.statusCode, thief.json().error.code]).toEqual([401, 'auth/refresh-reused'])
    expect((await refresh(newest)).json().error.code).toBe('auth/refresh-invalid')
    expect((await me(headers)).json().error.code).toBe('auth/refresh-invalid')
    const audited = await database.query('select action, actor_id from audit_log')
    expect(audited).toEqual([{ action: 'session.ended-for-reuse', actor_id: shop.users.cashier.id }])
  })

  test('a secret that was never of the session ends nothing', async () => {
    const { cookie, headers } = await signIn(app, shop.users.cashier.email)
    const forged = `${cookie.slice(0, cookie.lastIndexOf('.'))}.${'x'.repeat(43)}`
    expect((await refresh(forged)).json().error.code).toBe('auth/refresh-invalid')
    expect((await me(headers)).statusCode).toBe(200)
    expect((await refresh(cookie)).statusCode).toBe(200)
  })

  test.each([
    '',
    'a.b.c',
    '..',
    'x'.repeat(5_000),
    `${crypto.randomUUID()}.${crypto.randomUUID()}.${'y'.repeat(43)}`,
  ])('garbage for a cookie is refused: %#', async (cookie) => {
    const reply = await refresh(cookie)
    expect([reply.statusCode, reply.json().error.code]).toEqual([401, 'auth/refresh-invalid'])
  })

  test('[A1] a session of one business is none under the name of another', async () => {
    const other = await testShop(database, 'two')
    const { cookie } = await signIn(app, shop.users.cashier.email)
    const moved = [other.tenantId, ...cookie.split('.').slice(1)].join('.')
    expect((await refresh(moved)).json().error.code).toBe('auth/refresh-invalid')
  })

  test('a session that lies unused for a month has ended; one used within it goes on', async () => {
    const { cookie } = await signIn(app, shop.users.cashier.email)
    clock.advance(29 * 86_400_000)
    const next = cookieOf(await refresh(cookie))!.value
    clock.advance(29 * 86_400_000)
    const third = cookieOf(await refresh(next))!.value
    clock.advance(30 * 86_400_000)
    expect((await refresh(third)).json().error.code).toBe('auth/refresh-invalid')
  })
})

test('[A2] logging out ends the access token as well', async () => {
  const { headers, cookie } = await signIn(app, shop.users.cashier.email)
  expect((await me(headers)).statusCode).toBe(200)
  const url = '/api/v1/auth/logout'
  const reply = await app.inject({ method: 'POST', url, cookies: { omnisync_refresh: cookie } })
  expect(reply.statusCode).toBe(204)
  expect(cookieOf(reply)).toMatchObject({ value: '', path: '/api/v1/auth' })
  expect((await me(headers)).json().error.code).toBe('auth/refresh-invalid')
  expect((await refresh(cookie)).json().error.code).toBe('auth/refresh-invalid')
  expect((await app.inject({ method: 'POST', url })).statusCode).toBe(204)
})

test('[A2] a disabled person is refused at the next request, wherever they are', async () => {
  const other = await testNode(database.url, { clock })
  const admin = await signIn(app, shop.users.admin.email)
  const { headers, cookie } = await signIn(app, shop.users.cashier.email)
  const meThere = () => other.app.inject({ url: '/api/v1/auth/me', headers })
  expect((await meThere()).statusCode).toBe(200)
  const url = `/api/v1/users/${shop.users.cashier.id}/disable`
  const disable = (key: string) =>
    app.inject({ method: 'POST', url, headers: { ...admin.headers, 'idempotency-key': key } })
  const done = await disable('disable-1')
  expect(done.json()).toEqual({ id: shop.users.cashier.id, disabledAt: new Date(clock.now()).toISOString() })
  expect((await me(headers)).json().error.code).toBe('auth/user-disabled')
  await expect.poll(async () => (await meThere()).statusCode).toBe(401)
  expect((await refresh(cookie)).statusCode).toBe(401)
  clock.advance(1_000)
  expect((await disable('disable-1')).json()).toEqual(done.json())
  expect((await disable('disable-2')).json()).toEqual(done.json())
  const self = `/api/v1/users/${shop.users.admin.id}/disable`
  const own = await app.inject({
    method: 'POST',
    url: self,
    headers: { ...admin.headers, 'idempotency-key': 'myself-1' },
  })
  expect(own.json().error.code).toBe('access/forbidden')
})

function jwt(header: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const ids = { tenantId: crypto.randomUUID(), userId: crypto.randomUUID(), sessionId: crypto.randomUUID() }
  return `${part(header)}.${part({ ...ids, role: 'ADMIN', branchId: null, exp: 99_999_999_999 })}.`
}
