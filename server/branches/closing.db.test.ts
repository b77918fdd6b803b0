import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testMovement, testProduct, testSale } from '../testing/test-lane.ts'
import type { Answer, Json } from '../testing/test-lane.ts'

const { database, openShop, headOf } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
})

async function downtown(): Promise<Json> {
  const { body } = await admin.get('/branches')
  return body['branches'].find((one: Json) => one.id === shop.branches.downtown)
}

async function command(what: 'close' | 'reopen', branch: Json): Promise<Answer> {
  const key = { 'idempotency-key': crypto.randomUUID() }
  return admin.post(`/branches/${branch.id}/${what}`, { version: branch.seq }, key)
}

const register = (branchId: string, id = crypto.randomUUID()) =>
  admin.post('/devices', { id, name: 'one more', branchId })

test('[5.8] a branch with something left is not closed, and says what stands in the way', async () => {
  const product = await testProduct(admin, { [till.branchId]: 3 })
  await till.push('orders', [testSale(till, product, 4)])
  await till.push('orders', [{ ...testSale(till, product), total: 1 }])
  await till.push('shifts', [
    {
      id: crypto.randomUUID(),
      seq: 0,
      _deleted: false,
      branchId: till.branchId,
      deviceId: till.id,
      number: 1,
      openedBy: till.userId,
      openedAt: '2026-01-01T00:00:00.000Z',
      openingFloat: 100,
      cashMovements: [],
      closedBy: null,
      closedAt: null,
      countedCash: null,
      expectedCash: null,
      note: null,
      updatedAt: '2026-01-01T00:00:00.000Z',
    },
  ])
  await database.query(`update devices set report = '{"waiting": 2}' where id = $1`, [till.id])
  const inTheWay = {
    unsentLanes: 1,
    openShifts: 1,
    parkedSales: 0,
    cases: 1,
    deadLetters: 1,
    products: 1,
    pieces: 3,
    locations: 0,
    isLast: false,
  }
  const branch = await downtown()
  expect((await admin.get(`/branches/${branch.id}/closing`)).body).toEqual({ inTheWay })
  expect((await admin.get(`/branches/${crypto.randomUUID()}/closing`)).status).toBe(404)
  const head = await headOf(shop.tenantId)
  const { status, body } = await command('close', branch)
  expect({ status, error: body['error'] }).toMatchObject({
    status: 409,
    error: { code: 'branch/in-use', details: { inTheWay } },
  })
  expect(await headOf(shop.tenantId)).toBe(head)
  expect((await downtown()).settings.closedAt).toBe(null)
})

test('[5.8] a closed branch is offered for nothing new, keeps its past, and can be opened again', async () => {
  const product = await testProduct(admin, { [till.branchId]: 1, [shop.branches.riverside]: 1 })
  const sale = testSale(till, product)
  await till.push('orders', [sale])
  const branch = await downtown()
  const closed = await command('close', branch)
  expect(closed).toMatchObject({ status: 200, body: { settings: { closedAt: expect.any(String) } } })
  const heard = (await till.pullAll('branches')).find(({ id }) => id === branch.id)
  expect(heard).toMatchObject({ _deleted: false, name: branch.name, settings: closed.body['settings'] })

  expect((await register(branch.id)).body['error']?.code).toBe('branch/closed')
  expect((await register(branch.id, till.id as never)).status, 'it is a lane still').toBe(201)
  const person = { email: 'eve@one.test', name: 'Eve', role: 'STAFF', pin: null, branchId: branch.id }
  expect((await admin.post('/users', person, { 'idempotency-key': crypto.randomUUID() })).body).toMatchObject(
    {
      error: { code: 'branch/closed' },
    },
  )
  const selection = { kind: 'products', query: { search: '', filters: [], branchId: null }, except: [] }
  for (const operation of [
    { kind: 'recount', branchId: branch.id, way: 'set', pieces: 3 },
    { kind: 'reorder-point', branchId: branch.id, reorderPoint: 3 },
  ])
    expect((await admin.post('/bulk-operations/preview', { selection, operation })).body).toMatchObject({
      error: { code: 'branch/closed' },
    })
  expect((await admin.get(`/orders?branchId=${branch.id}`)).body['orders']).toHaveLength(1)
  expect((await admin.get('/home')).body['low'].products.map(({ branchId }: Json) => branchId)).toEqual([
    shop.branches.riverside,
  ])

  const health = async () =>
    (await admin.get('/branches/health')).body['branches'].map(({ name }: Json) => name)
  expect(await health(), 'its silent lanes worry nobody').toEqual(['Riverside'])
  const report = { version: '1', waiting: 2, oldestAgeMs: null, needHelp: 0, latency: null }
  await database.query('update devices set report = $2, reported_at = now() where id = $1', [
    till.id,
    JSON.stringify(report),
  ])
  expect(await health(), 'one with something to send does').toEqual(['Downtown', 'Riverside'])

  const reopened = await command('reopen', closed.body)
  expect(reopened.body['settings']).toEqual(branch.settings)
  expect((await register(branch.id)).status).toBe(201)
  expect(
    await database.query("select action from audit_log where action like 'branch.%' order by at, id"),
  ).toEqual([{ action: 'branch.closed' }, { action: 'branch.reopened' }])
})

test('[U1] a lane that was away while its branch was closed loses nothing of what it sold', async () => {
  const product = await testProduct(admin, {})
  await command('close', await downtown())
  const { status, body } = await till.push('orders', [testSale(till, product)])
  expect({ status, order: body['conflicts'][0].status }).toEqual({ status: 200, order: 'conflict' })
  const delivery = testMovement({ branchId: till.branchId, productId: product.id, deviceId: till.id })
  const booked = await till.push('stockMovements', [delivery])
  expect(booked.body['conflicts'][0]).toMatchObject({ balance: 1 })
})

test('[5.8] [L4] the last open branch stays open, of two admins the second is told, and twice is once', async () => {
  const branch = await downtown()
  const both = await Promise.all([command('close', branch), command('close', branch)])
  expect(new Set(both.map(({ body }) => body['error']?.code ?? 'done'))).toEqual(
    new Set(['done', 'branch/changed']),
  )
  const head = await headOf(shop.tenantId)
  expect((await command('close', await downtown())).status).toBe(200)
  expect(await headOf(shop.tenantId)).toBe(head)
  const { body } = await admin.get('/branches')
  const last = body['branches'].find(({ id }: Json) => id === shop.branches.riverside)
  expect((await command('close', last)).body['error']).toMatchObject({
    code: 'branch/in-use',
    details: { inTheWay: { isLast: true } },
  })
})

test('a branch that is opened like a closed one is open', async () => {
  const branch = await downtown()
  await command('close', branch)
  const fresh = { id: crypto.randomUUID(), code: 'NEW', name: 'New', like: branch.id }
  const { body } = await admin.post('/branches', fresh, { 'idempotency-key': crypto.randomUUID() })
  expect(body).toMatchObject({ settings: { closedAt: null } })
})
