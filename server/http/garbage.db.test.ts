import { connect } from 'node:net'
import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { errors } from '../../shared/errors.ts'
import { openDatabase } from '../database/database.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testNode } from '../testing/test-node.ts'
import { signIn, testShop } from '../testing/test-shop.ts'
import { authenticate } from './authenticate.ts'
import { keyed, once } from './idempotency.ts'

const database = await testDatabase()
const unreachable = new Error('connect ECONNREFUSED 127.0.0.1:1')
let work: (call: number) => Promise<void> = async () => {}
let calls = 0
const { app } = await testNode(database.url, {}, async (added) => {
  added.get('/boom', async () => {
    throw new Error('password=hunter2 at /srv/secret/path')
  })
  added.get('/gone', async () => {
    throw Object.assign(unreachable, { code: 'ECONNREFUSED' })
  })
  added.get('/slow', async () => {
    throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
  })
  added.post(
    '/echo',
    { schema: { body: z.strictObject({ a: z.int(), b: z.array(z.object({ c: z.string() })) }) } },
    async (request) => request.body,
  )
  added.post('/anything', async (request) => ({ body: request.body ?? null }))
})
let headers: Record<string, string>

beforeEach(async () => {
  await database.empty()
  const shop = await testShop(database)
  ;({ headers } = await signIn(app, shop.users.admin.email))
})

/** Whatever is asked, the answer is an error of the table in the documented shape. */
function expectDocumented(reply: { statusCode: number; body: string; headers: object }): string {
  const { error } = z
    .strictObject({
      error: z.strictObject({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
    })
    .parse(JSON.parse(reply.body))
  expect(errors).toHaveProperty([error.code])
  expect(errors[error.code as keyof typeof errors].status).toBe(reply.statusCode)
  expect(reply.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' })
  return error.code
}

const json = { 'content-type': 'application/json' }
const huge = JSON.stringify({ rows: 'x'.repeat(10_000_000) })
const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`

describe('every route of accounts and devices answers garbage with a documented 4xx and writes nothing', () => {
  const id = crypto.randomUUID()
  const routes = [
    ['POST', '/api/v1/auth/login'],
    ['POST', '/api/v1/auth/refresh'],
    ['POST', '/api/v1/auth/logout'],
    ['POST', '/api/v1/devices'],
    ['POST', `/api/v1/devices/${id}/revoke`],
    ['POST', `/api/v1/devices/${id}/pin-failures`],
    ['PUT', '/api/v1/auth/me/pin'],
    ['POST', `/api/v1/users/${id}/disable`],
    ['PATCH', `/api/v1/branches/${id}/settings`],
  ] as const
  const bodies: [string, string, Record<string, string>][] = [
    ['no json', '{"email":', json],
    ['a number', '1e999', json],
    ['null members', '{"email":null,"password":null,"id":null,"name":null,"branchId":null}', json],
    ['wrong types', '{"email":[],"password":{},"id":5,"name":true,"branchId":-1}', json],
    ['unknown fields', '{"email":"a@b.c","password":"x","admin":true}', json],
    ['an array', '[[]]', json],
    ['10 MB', huge, json],
    ['deep nesting', deep, json],
    ['another media type', '<a/>', { 'content-type': 'text/xml' }],
    ['text', 'hello', { 'content-type': 'text/plain' }],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['bytes that are not UTF-8', '\u00ff\u00fe', json],
  ]

  test.each(routes)('%s %s', async (method, url) => {
    for (const [name, payload, type] of bodies) {
      const all = { ...headers, ...type, 'idempotency-key': `garbage-${name.replaceAll(' ', '-')}` }
      const reply = await app.inject({ method, url, headers: all, payload })
      expectDocumented(reply)
      expect(reply.statusCode, `${url} ${name}`).toBeGreaterThanOrEqual(400)
      expect(reply.statusCode, `${url} ${name}`).toBeLessThan(500)
    }
    const left = await database.query(
      'select (select count(*) from devices)::int as devices, (select count(*) from idempotency_keys)::int as keys',
    )
    expect(left).toEqual([{ devices: 0, keys: 0 }])
  })

  test.each([
    ['GET', '/api/v1/devices?branchId=x', 'request/invalid'],
    ['GET', '/api/v1/devices?branchId=1&branchId=2', 'request/invalid'],
    ['GET', '/api/v1/devices?nonsense=1', 'request/invalid'],
    ['GET', '/api/v1/devices/x/sync-log', 'request/invalid'],
    ['GET', `/api/v1/devices/${id}/sync-log?limit=1e99`, 'request/invalid'],
    ['GET', `/api/v1/devices/${id}/sync-log?after=yesterday`, 'request/invalid'],
    ['GET', `/api/v1/devices/${id}/sync-log?after=2026-99-99T00:00:00.000Z_${id}`, 'request/invalid'],
    ['GET', `/api/v1/devices/${'x'.repeat(5_000)}/sync-log`, 'request/not-found'],
    ['POST', '/api/v1/devices/%zz/revoke', 'request/not-found'],
    ['POST', `/api/v1/devices/..%2f..%2fetc/revoke`, 'request/invalid'],
    ['GET', '/api/v1/nothing', 'request/not-found'],
    ['DELETE', '/api/v1/devices', 'request/not-found'],
    ['GET', '/%00', 'request/not-found'],
  ] as const)('%s %s is %s', async (method, url, code) => {
    const reply = await app.inject({ method, url, headers: { ...headers, 'idempotency-key': 'some-key-1' } })
    expect(expectDocumented(reply)).toBe(code)
  })

  test('a character that Postgres cannot keep is refused, not stumbled over', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { email: 'a\u0000@b.c', password: 'x\u0000' },
    })
    expect(expectDocumented(reply)).toBe('request/invalid')
  })
})

describe('errors', () => {
  test('list each path that does not fit, fifty at most', async () => {
    const reply = await app.inject({
      method: 'POST',
      url: '/echo',
      payload: { a: 1.5, b: [{ c: '' }, { c: 1 }], d: 1 },
    })
    expect(expectDocumented(reply)).toBe('request/invalid')
    expect(reply.json().error.details.map((one: { path: string }) => one.path)).toEqual([
      'body.a',
      'body.b.1.c',
      'body',
    ])
    const many = await app.inject({
      method: 'POST',
      url: '/echo',
      payload: { a: 1, b: Array(1_000).fill({}) },
    })
    expect(many.json().error.details).toHaveLength(50)
  })

  test('say nothing of our insides', async () => {
    const reply = await app.inject('/boom')
    expect(expectDocumented(reply)).toBe('server/internal')
    expect(reply.body).not.toMatch(/hunter2|srv|at /)
    expect(reply.json().error.details).toEqual({ requestId: reply.headers['x-request-id'] })
  })

  test('a database out of reach is 503, one that gave up on time can be tried again', async () => {
    expect(expectDocumented(await app.inject('/gone'))).toBe('server/unavailable')
    const slow = await app.inject('/slow')
    expect(expectDocumented(slow)).toBe('sync/busy')
    expect(slow.headers['retry-after']).toBe('1')
  })

  test('a hostile member of a document is dropped, an empty body is none', async () => {
    const post = async (payload: string) =>
      (await app.inject({ method: 'POST', url: '/anything', headers: json, payload })).json().body
    expect(
      await post('{"a":1,"__proto__":{"admin":true},"b":{"__proto__":1,"constructor":{"prototype":{}}}}'),
    ).toEqual({
      a: 1,
      b: {},
    })
    expect(await post('')).toBeNull()
  })
})

describe('commands', async () => {
  const impatient = openDatabase({ url: database.url, lockTimeout: 200 })
  const node = await testNode(database.url, { database: impatient }, async (added) => {
    added.post('/command', { onRequest: authenticate, config: keyed }, async (request) => {
      const { body } = await once(node.deps, request, async (tx) => {
        calls += 1
        const { tenantId, userId } = request.caller
        await tx
          .updateTable('users')
          .set({ name: `call ${calls}` })
          .where('tenant_id', '=', tenantId)
          .where('id', '=', userId)
          .execute()
        await work(calls)
        return { status: 200, body: { call: calls } }
      })
      return body
    })
  })
  const send = (key: string, payload: object = {}) =>
    node.app.inject({
      method: 'POST',
      url: '/command',
      headers: { ...headers, 'idempotency-key': key },
      payload,
    })

  beforeEach(() => {
    calls = 0
    work = async () => {}
  })

  test('run once for a key, also when it comes ten times at once', async () => {
    work = () => new Promise((done) => setTimeout(done, 30))
    const replies = await Promise.all(Array.from({ length: 10 }, () => send('key-of-the-test')))
    expect(replies.map((reply) => reply.body)).toEqual(Array(10).fill('{"call":1}'))
    expect(calls).toBe(1)
    expect((await send('key-of-the-test', { other: 1 })).json().error.code).toBe('request/key-reused')
    expect((await send('another-key')).json()).toEqual({ call: 2 })
  })

  test('leave neither key nor write behind when they fail', async () => {
    work = async (call) => {
      if (call === 1) throw new Error('in the middle')
    }
    expect((await send('key-of-the-test')).statusCode).toBe(500)
    expect(await database.query(`select name from users where name like 'call%'`)).toEqual([])
    expect((await send('key-of-the-test')).json()).toEqual({ call: 2 })
  })

  test('the key of somebody else is taken', async () => {
    await send('key-of-the-test')
    const mine = headers
    const [row] = await database.query<{ email: string }>(`select email from users where role = 'SUPPORT'`)
    ;({ headers } = await signIn(app, row!.email))
    expect((await send('key-of-the-test')).json().error.code).toBe('request/key-reused')
    headers = mine
  })

  test('[L6] while the first attempt takes too long, a repeat is told to come again', async () => {
    const [tenant] = await database.query<{ id: string }>('select id from tenants')
    const other = new pg.Client({ connectionString: database.url })
    await other.connect()
    await other.query('begin')
    await other.query(
      `insert into idempotency_keys values ($1, 'held-by-another', '', '', 0, 'null', now())`,
      [tenant!.id],
    )
    const reply = await send('held-by-another')
    expect([reply.statusCode, reply.json().error.code]).toEqual([409, 'request/key-in-progress'])
    await other.query('rollback')
    await other.end()
    expect((await send('held-by-another')).json()).toEqual({ call: 1 })
  })
})

test('who sends far too much, and slowly, reads why: nobody hangs up on them', async () => {
  const { app: listening } = await testNode(database.url)
  const { port } = new URL(await listening.listen({ port: 0, host: '127.0.0.1' }))
  const socket = connect(Number(port), '127.0.0.1')
  let heard = ''
  const faults: string[] = []
  socket.on('data', (data) => (heard += data.toString()))
  socket.on('error', ({ message }) => faults.push(message))
  socket.on('close', () => faults.push('closed'))
  socket.write(
    `POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${huge.length}\r\n\r\n`,
  )
  for (let at = 0; at < huge.length; at += 1_000_000) {
    socket.write(huge.slice(at, at + 1_000_000))
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(heard).toMatch(/^HTTP\/1\.1 413 .*"request\/too-large"/s)
  expect(faults).toEqual([])
  socket.destroy()
})

test('a flood of refreshes from one address is told to wait, with the documented error', async () => {
  const flood = await testNode(database.url)
  const ask = () => flood.app.inject({ method: 'POST', url: '/api/v1/auth/refresh' })
  let last = await ask()
  for (let at = 1; at < 3_000; at += 1) last = await ask()
  expect(expectDocumented(last)).toBe('auth/refresh-invalid')
  last = await ask()
  expect(expectDocumented(last)).toBe('request/too-many')
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
})

test('the documentation lists the routes with their schemas', async () => {
  const document = (await app.inject('/api/v1/openapi.json')).json()
  expect((await app.inject('/openapi.json')).json()).toEqual(document)
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/api/v1/auth/login', '/api/v1/devices', '/api/v1/devices/{id}/revoke']),
  )
  const login = document.paths['/api/v1/auth/login'].post
  expect(login.requestBody.content['application/json'].schema.required).toEqual(['email', 'password'])
  const headersOf = (path: string, method: string) =>
    (document.paths[`/api/v1${path}`][method].parameters ?? [])
      .filter((one: { in: string }) => one.in === 'header')
      .map((one: { name: string; required?: boolean }) => [one.name, one.required ?? false])
  expect(headersOf('/auth/login', 'post')).toEqual([])
  expect(headersOf('/replication/{collection}/pull', 'get')).toEqual([
    ['X-Device-Id', false],
    ['X-Protocol', false],
  ])
  expect(headersOf('/replication/{collection}/push', 'post')).toEqual([
    ['X-Device-Id', false],
    ['X-Protocol', false],
  ])
  for (const path of [
    '/orders/{id}/settle',
    '/bulk-operations',
    '/bulk-operations/{id}/undo',
    '/devices/{id}/revoke',
  ])
    expect(headersOf(path, 'post'), path).toEqual([['Idempotency-Key', true]])
  expect(login.responses['4XX'].content['application/json'].schema.properties.error).toBeDefined()
})

test('health, readiness and metrics are answered to anybody, at both addresses', async () => {
  for (const base of ['', '/api/v1']) {
    expect((await app.inject(`${base}/healthz`)).json()).toEqual({ status: 'ok' })
    expect((await app.inject(`${base}/readyz`)).json()).toEqual({ status: 'ready' })
    const metrics = await app.inject(`${base}/metrics`)
    expect(metrics.body).toMatch(/omnisync_http_seconds_bucket\{.*route="\/api\/v1\/auth\/login"/)
    expect(metrics.body).toMatch(/omnisync_news_listening 1/)
  }
})

test('not ready while a migration is missing', async () => {
  const gone = await database.query<{ name: string; timestamp: string }>(
    'delete from kysely_migration returning *',
  )
  const reply = await app.inject('/readyz')
  expect(expectDocumented(reply)).toBe('server/unavailable')
  expect(reply.json().error.details.reason).toContain(gone[0]!.name)
  for (const { name, timestamp } of gone)
    await database.query('insert into kysely_migration values ($1, $2)', [name, timestamp])
})

test('every answer carries the policy that keeps foreign code out', async () => {
  const { headers: sent } = await app.inject('/api/v1/healthz')
  expect(sent['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';")
  expect(sent['content-security-policy']).toContain("connect-src 'self';")
  // Pictures of products may lie anywhere, but are never fetched in clear text.
  expect(sent['content-security-policy']).toMatch(/img-src 'self' data: blob: https:;/)
  expect(sent['referrer-policy']).toBe('no-referrer')
  expect(sent['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(sent).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
  expect(sent['strict-transport-security']).toBeUndefined()
})
