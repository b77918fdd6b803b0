import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane } from '../testing/test-lane.ts'
import type { Answer, TestLane } from '../testing/test-lane.ts'
import { PASSWORD, testShop } from '../testing/test-shop.ts'

const { app, database, openShop } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT'

async function ask(
  who: Pick<TestLane, 'headers'>,
  method: Method,
  path: string,
  payload?: object,
): Promise<Answer> {
  const reply = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...who.headers, 'idempotency-key': crypto.randomUUID() },
    ...(payload ? { payload } : {}),
  })
  return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json() }
}

async function login(email: string, password: string): Promise<number> {
  const url = '/api/v1/auth/login'
  return (await app.inject({ method: 'POST', url, payload: { email, password } })).statusCode
}

const zoe = () => ({
  name: 'Zoe',
  email: 'Zoe@one.test',
  role: 'STAFF',
  branchId: shop.branches.riverside,
  password: 'a longer one',
  pin: '4321',
})

const audits = () =>
  database.query(
    `select action, actor_id, subject_id, details from audit_log where subject = 'user' order by id`,
  )

test('somebody new signs in, stands at their branch, and is on record without a secret', async () => {
  const { status, body } = await ask(admin, 'POST', '/users', zoe())
  expect(status).toBe(201)
  expect(await login('zoe@one.test', 'a longer one')).toBe(200)
  const people = (await ask(admin, 'GET', '/users')).body['people']
  expect(people).toHaveLength(5)
  expect(people.at(-1)).toMatchObject({
    id: body['id'],
    email: 'zoe@one.test',
    role: 'STAFF',
    hasPin: true,
    disabledAt: null,
  })
  expect(JSON.stringify(people)).not.toMatch(/argon2|hash/i)
  expect(await audits()).toEqual([
    {
      action: 'user.created',
      actor_id: admin.userId,
      subject_id: body['id'],
      details: { name: 'Zoe', email: 'zoe@one.test', role: 'STAFF', branchId: shop.branches.riverside },
    },
  ])
})

test('an email that is taken, a branch that is not there and a role without its branch change nothing', async () => {
  const refused: [object, number, string][] = [
    [{ email: shop.users.cashier.email.toUpperCase() }, 409, 'user/email-taken'],
    [{ branchId: crypto.randomUUID() }, 404, 'branch/unknown'],
    [{ branchId: null }, 400, 'request/invalid'],
    [{ role: 'ADMIN' }, 400, 'request/invalid'],
    [{ role: 'OWNER' }, 400, 'request/invalid'],
    [{ email: 'no address' }, 400, 'request/invalid'],
    [{ password: 'short' }, 400, 'request/invalid'],
    [{ pin: '12' }, 400, 'request/invalid'],
    [{ name: '' }, 400, 'request/invalid'],
    [{ name: 'a\u0000b' }, 400, 'request/invalid'],
    [{ tenantId: crypto.randomUUID() }, 400, 'request/invalid'],
  ]
  for (const [change, status, code] of refused) {
    const answer = await ask(admin, 'POST', '/users', { ...zoe(), ...change })
    expect([answer.status, answer.body['error'].code], JSON.stringify(change)).toEqual([status, code])
  }
  expect((await ask(admin, 'GET', '/users')).body['people']).toHaveLength(4)
  expect(await audits()).toEqual([])
})

test('[A2] another role or branch ends the sessions at once; another name does not', async () => {
  const { id } = shop.users.cashier
  const here = { name: 'Renamed', role: 'STAFF', branchId: shop.branches.downtown }
  expect((await ask(admin, 'PATCH', `/users/${id}`, here)).body).toEqual({ id, signedOut: false })
  expect((await till.get('/auth/me')).body['user'].name).toBe('Renamed')
  const moved = { ...here, branchId: shop.branches.riverside }
  expect((await ask(admin, 'PATCH', `/users/${id}`, moved)).body).toEqual({ id, signedOut: true })
  expect((await till.get('/auth/me')).body['error'].code).toBe('auth/refresh-invalid')
  expect(await login(shop.users.cashier.email, PASSWORD)).toBe(200)
  expect((await audits()).at(-1)).toMatchObject({
    action: 'user.changed',
    details: { before: { branchId: shop.branches.downtown }, after: { branchId: shop.branches.riverside } },
  })
})

test('nobody changes their own role, and the last admin stays one, whoever tries at the same moment', async () => {
  const support = { name: 'a', role: 'SUPPORT', branchId: null }
  const own = await ask(admin, 'PATCH', `/users/${admin.userId}`, support)
  expect(own.body['error'].code).toBe('user/last-admin')
  const second = await ask(admin, 'POST', '/users', { ...zoe(), role: 'ADMIN', branchId: null })
  const other = await signInAs('zoe@one.test', 'a longer one')
  expect((await ask(admin, 'PATCH', `/users/${admin.userId}`, support)).body['error'].code).toBe(
    'access/forbidden',
  )
  const both = await Promise.all([
    ask(admin, 'POST', `/users/${second.body['id']}/disable`, {}),
    ask(other, 'POST', `/users/${admin.userId}/disable`, {}),
  ])
  expect(both.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409'])
  const left = await database.query(
    `select 1 from users where tenant_id = $1 and role = 'ADMIN' and disabled_at is null`,
    [shop.tenantId],
  )
  expect(left).toHaveLength(1)
})

test('who is switched off cannot sign in, and can again when switched on', async () => {
  const { id, email } = shop.users.cashier
  expect((await ask(admin, 'POST', `/users/${id}/disable`, {})).status).toBe(200)
  expect(await login(email, PASSWORD)).toBe(401)
  expect((await ask(admin, 'POST', `/users/${id}/enable`, {})).body).toEqual({ id })
  expect(await login(email, PASSWORD)).toBe(200)
})

test('[A2] a password that an admin gives ends the sessions; a PIN is given and taken away; neither is on record', async () => {
  const { id, email } = shop.users.cashier
  expect((await ask(admin, 'PUT', `/users/${id}/pin`, { pin: '9876' })).status).toBe(204)
  expect((await till.get('/auth/me')).status).toBe(200)
  expect((await ask(admin, 'PUT', `/users/${id}/pin`, { pin: null })).status).toBe(204)
  expect((await ask(admin, 'PUT', `/users/${id}/password`, { password: 'quite another' })).status).toBe(204)
  expect((await till.get('/auth/me')).status).toBe(401)
  expect(await login(email, PASSWORD)).toBe(401)
  expect(await login(email, 'quite another')).toBe(200)
  const noted = await audits()
  expect(noted.map(({ action }) => action)).toEqual([
    'user.pin-given',
    'user.pin-taken',
    'user.password-given',
  ])
  expect(JSON.stringify(noted)).not.toMatch(/9876|quite another|argon2/)
  const keys = await database.query('select route from idempotency_keys')
  expect(keys, 'no hash of a password is kept beside its key').toEqual([])
})

test('[A1] people are managed by admins alone, and only those of their own business', async () => {
  const support = await testLane(app, shop, 'support')
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  const { id } = shop.users.neighbour
  const commands: [Method, string, object?][] = [
    ['GET', '/users'],
    ['POST', '/users', zoe()],
    ['PATCH', `/users/${id}`, { name: 'x', role: 'ADMIN', branchId: null }],
    ['POST', `/users/${id}/enable`, {}],
    ['POST', `/users/${id}/disable`, {}],
    ['PUT', `/users/${id}/password`, { password: 'a longer one' }],
    ['PUT', `/users/${id}/pin`, { pin: '1234' }],
  ]
  for (const [method, path, body] of commands) {
    for (const who of [support, till])
      expect((await ask(who, method, path, body)).status, `${method} ${path}`).toBe(403)
    if (path.includes(id))
      expect((await ask(stranger, method, path, body)).status, `${method} ${path}`).toBe(404)
  }
  const branches = { ...zoe(), branchId: shop.branches.riverside }
  expect((await ask(stranger, 'POST', '/users', branches)).body['error'].code).toBe('branch/unknown')
})

async function signInAs(email: string, password: string): Promise<{ headers: Record<string, string> }> {
  const url = '/api/v1/auth/login'
  const reply = await app.inject({ method: 'POST', url, payload: { email, password } })
  return { headers: { authorization: `Bearer ${reply.json().accessToken}` } }
}
