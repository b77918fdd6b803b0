import { expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import { testLane } from '../testing/test-lane.ts'

const { app, openShop, headOf, count } = await testBusiness()

test('[A1] support that tries what is an admin’s by the API is refused everywhere, and nothing changes', async () => {
  const { shop, till } = await openShop()
  const support = await testLane(app, shop, 'support')
  const id = crypto.randomUUID()
  const { downtown } = shop.branches
  const selection = { kind: 'products', query: { search: '', filters: [], branchId: null }, except: [] }
  const operation = { kind: 'status', status: 'archived' }
  const asked: ['GET' | 'POST' | 'PATCH' | 'PUT', string, object?][] = [
    ['GET', '/business'],
    ['PATCH', '/business', { name: 'Mine' }],
    ['POST', '/branches', { id, code: 'ZZ', name: 'Mine', like: null }],
    ['PATCH', `/branches/${downtown}/settings`, { version: 1, settings: { requireShift: true } }],
    ['PATCH', `/branches/${downtown}/flags`, { version: 1, flags: { training: 0 } }],
    ['GET', '/users'],
    [
      'POST',
      '/users',
      { name: 'Z', email: 'z@z.test', role: 'ADMIN', branchId: null, password: null, pin: null },
    ],
    ['PATCH', `/users/${support.userId}`, { name: 'Sid', role: 'ADMIN', branchId: null }],
    ['PUT', `/users/${shop.users.admin.id}/password`, { password: 'a longer one' }],
    ['PUT', `/users/${shop.users.admin.id}/pin`, { pin: '4321' }],
    ['POST', `/users/${shop.users.admin.id}/invitation`, {}],
    ['POST', `/users/${shop.users.admin.id}/disable`, {}],
    ['POST', `/users/${shop.users.admin.id}/enable`, {}],
    ['POST', `/devices/${till.id}/revoke`, {}],
    ['POST', '/bulk-operations/preview', { selection, operation }],
    ['POST', '/bulk-operations', { selection, operation, hash: 'x' }],
    ['GET', '/bulk-operations'],
    ['POST', `/bulk-operations/${id}/cancel`, {}],
    ['POST', `/bulk-operations/${id}/retry`, {}],
    ['POST', `/bulk-operations/${id}/undo`, {}],
    ['GET', '/audit'],
    ['GET', '/shopify'],
    ['GET', '/shopify/calls'],
    ['GET', '/shopify/decisions'],
    ['POST', '/shopify/connect', { domain: 'mine.myshopify.com', clientId: 'x', secret: 'y' }],
    ['PUT', '/shopify/credentials', { clientId: 'x', secret: 'y' }],
    ['PATCH', '/shopify', { openingStock: 'shopify' }],
    ['PUT', '/shopify/locations', { locations: [{ locationId: '1', branchId: downtown }] }],
    ['POST', '/shopify/pause', {}],
    ['POST', '/shopify/resume', {}],
    ['POST', '/shopify/disconnect', {}],
    ['POST', '/shopify/compare', {}],
    ['POST', '/shopify/figures', { whose: 'theirs' }],
    ['POST', '/shopify/imports', { kind: 'full' }],
    ['POST', `/shopify/imports/${id}/cancel`, {}],
    ['POST', `/shopify/imports/${id}/retry`, {}],
    ['POST', `/shopify/decisions/${id}/reverse`, {}],
  ]
  const before = {
    head: await headOf(shop.tenantId),
    noted: await count('audit_log'),
    people: await count('users'),
  }
  for (const who of [support, till]) {
    for (const [method, path, payload] of asked) {
      const reply = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { ...who.headers, 'idempotency-key': crypto.randomUUID() },
        ...(payload ? { payload } : {}),
      })
      expect([method, path, reply.statusCode, reply.json().error.code]).toEqual([
        method,
        path,
        403,
        'access/forbidden',
      ])
    }
    const pushed = await who.push('products', [{ id, title: 'Mine' }])
    expect([pushed.status, pushed.body['error']?.code]).toEqual([403, 'sync/read-only'])
  }
  expect({
    head: await headOf(shop.tenantId),
    noted: await count('audit_log'),
    people: await count('users'),
  }).toEqual(before)
  expect(await count('products')).toBe(0)
})
