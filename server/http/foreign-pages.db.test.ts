import { expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testNode } from '../testing/test-node.ts'
import { signIn, testShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const shop = await testShop(database)
const { app } = await testNode(database.url)

const ask = (path: string, cookie: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api/v1/auth/${path}`, cookies: { omnisync_refresh: cookie }, headers })

test('a page of another site, and of a sibling name, neither refreshes nor ends the session of who looks at it', async () => {
  const { cookie } = await signIn(app, shop.users.admin.email)
  for (const path of ['refresh', 'logout']) {
    for (const site of ['cross-site', 'same-site']) {
      const reply = await ask(path, cookie, { 'sec-fetch-site': site, origin: 'https://blog.example.com' })
      expect([path, site, reply.statusCode, reply.json().error.code]).toEqual([
        path,
        site,
        403,
        'auth/other-site',
      ])
      expect(reply.cookies).toEqual([])
    }
  }
  expect((await ask('refresh', cookie, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200)
})

test('no other origin may read an answer, and what a form can send is not understood', async () => {
  const { headers } = await signIn(app, shop.users.admin.email)
  const origin = 'https://elsewhere.example'
  for (const method of ['GET', 'OPTIONS'] as const) {
    const reply = await app.inject({
      method,
      url: '/api/v1/auth/me',
      headers: { ...headers, origin, 'access-control-request-method': 'GET' },
    })
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
  for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain']) {
    const reply = await app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      headers: { origin, 'content-type': type },
      payload: '{"email":"admin@one.test","password":"demo"}',
    })
    expect([type, reply.statusCode, reply.cookies]).toEqual([type, 415, []])
  }
})

test('what a proxy brings from outside does not read the metrics; Prometheus beside the node does', async () => {
  const behind = await testNode(database.url, { behindProxy: true })
  for (const url of ['/metrics', '/api/v1/metrics']) {
    const outside = await behind.app.inject({ url, headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect([outside.statusCode, outside.json().error.code]).toEqual([404, 'request/not-found'])
    expect((await behind.app.inject({ url })).body).toContain('omnisync_')
  }
})
