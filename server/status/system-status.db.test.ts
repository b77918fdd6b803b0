import { beforeEach, expect, test } from 'vitest'
import { testBusiness } from '../testing/test-business.ts'
import type { OpenShop } from '../testing/test-business.ts'
import { testLane, testProduct, testSale } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { testShop } from '../testing/test-shop.ts'
import { forgetHistory } from './forget-history.ts'

const { app, clock, deps, database, openShop, count, headOf } = await testBusiness()
let shop: OpenShop['shop']
let admin: OpenShop['admin']
let till: OpenShop['till']
let support: TestLane

beforeEach(async () => {
  ;({ shop, admin, till } = await openShop())
  support = await testLane(app, shop, 'support')
})

async function status(): Promise<Json> {
  const { status: code, body } = await support.get('/status')
  expect(code).toBe(200)
  return body
}

const codes = (body: Json): string[] => body.problems.map(({ code }: Json) => code)

test('a quiet shop has nothing wrong; what waits for people is said, and how long', async () => {
  const before = await status()
  expect(codes(before).filter((code) => code !== 'lanes-offline')).toEqual([])
  expect(before.facts).toMatchObject({
    isListening: true,
    log: { epoch: 'epoch-1', head: await headOf(shop.tenantId) },
    settling: 0,
    cases: { open: 0, oldestAt: null, waiting: 0 },
  })
  expect(before.facts.database.bytes).toBeGreaterThan(1_000_000)

  const product = await testProduct(admin, { [shop.branches.downtown]: 1 })
  await till.push('orders', [testSale(till, product, 3), { id: 'nonsense' }])
  const { problems, facts } = await status()
  expect(problems).toContainEqual({ code: 'cases', level: 'warn', count: 1, since: facts.cases.oldestAt })
  expect(problems).toContainEqual(expect.objectContaining({ code: 'dead-letters', count: 1 }))
  clock.advance(25 * 3_600_000)
  support = await testLane(app, shop, 'support')
  expect((await status()).problems[0]).toMatchObject({ level: 'bad', count: 1 })
})

test('[O8] orders that wait for stock are told by themselves: nobody has to decide on them', async () => {
  const product = await testProduct(admin, { [shop.branches.downtown]: 0 })
  const sale = testSale(till, product, 1)
  await till.push('orders', [sale])
  const body = { action: 'backorder', reason: 'they wait' }
  await support.post(`/orders/${sale.id}/settle`, body, { 'idempotency-key': 'wait' })
  clock.advance(25 * 3_600_000)
  support = await testLane(app, shop, 'support')
  const { problems, facts } = await status()
  expect(facts.cases).toEqual({ open: 0, oldestAt: null, waiting: 1 })
  expect(problems).not.toContainEqual(expect.objectContaining({ code: 'cases' }))
  expect((await support.get('/home')).body).toMatchObject({ conflicts: 0, waiting: 1 })
})

test('a lane that is online and does not get rid of its documents is the first thing said', async () => {
  const socketId = app.presence.opened(shop.tenantId, till.id)
  const report = {
    type: 'report',
    version: '0.0.1',
    waiting: 4,
    oldestAgeMs: 700_000,
    needHelp: 0,
    latency: null,
  }
  app.presence.reported(shop.tenantId, till.id, report as never)
  const { problems, facts } = await status()
  expect(problems[0]).toMatchObject({ code: 'lanes-stuck', level: 'bad', count: 1 })
  expect(problems.at(-1)).toMatchObject({ code: 'versions-of-lanes', level: 'note' })
  expect(facts.lanes).toMatchObject({ online: 1, waiting: 4, stuck: 1 })
  app.presence.closed(shop.tenantId, till.id, socketId)
})

test('a minute of every node is kept for each business at work, read in buckets, and forgotten after a week', async () => {
  await admin.get('/branches')
  app.history.note(shop.tenantId)
  await app.history.beat()
  clock.advance(60_000)
  await app.history.beat()
  expect(await count('metrics_history'), 'nobody was at work in the second minute').toBe(1)
  app.history.note(shop.tenantId)
  await app.history.beat()
  const { body } = await support.get('/status/history?hours=1')
  expect(body).toMatchObject({ bucket: 60 })
  expect(body['points']).toHaveLength(2)
  expect(body['points'][0]).toMatchObject({ errors: 0, sockets: 0, letters: 0, cases: 0 })
  expect(body['points'][0].requests).toBeGreaterThan(0)
  const [node] = (await status()).facts.nodes
  expect(node.figures.memoryMb).toBeGreaterThan(10)

  clock.advance(9 * 86_400_000)
  expect(await forgetHistory(deps.database.tenant(shop.tenantId), shop.tenantId, clock.now())).toBe(2)
  expect(await count('metrics_history')).toBe(0)
})

test('an answer that was the server’s fault is told to its own business, by code and request and without what was sent', async () => {
  await database.query('alter table branches rename to branches_away')
  const failed = await admin.get('/branches')
  await database.query('alter table branches_away rename to branches')
  expect(failed.status).toBe(500)
  const [error, ...others] = (await status()).facts.recentErrors
  expect(others).toEqual([])
  expect(error).toEqual({
    at: new Date(clock.now()).toISOString(),
    address: 'GET /api/v1/branches',
    code: 'server/internal',
    requestId: failed.body['error'].details.requestId,
  })
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await stranger.get('/status')).body['facts'].recentErrors).toEqual([])
})

test('[A1] the status is for admins and support; what a business has is told to nobody else', async () => {
  for (const path of ['/status', '/status/history']) {
    expect((await till.get(path)).body['error'].code).toBe('access/forbidden')
    expect((await admin.get(path)).status).toBe(200)
  }
  for (const hours of ['2', '-1', 'x', '1e9', ''])
    expect((await admin.get(`/status/history?hours=${hours}`)).status, hours).toBe(400)
  const product = await testProduct(admin, { [shop.branches.downtown]: 1 })
  await till.push('orders', [testSale(till, product, 3)])
  app.history.note(shop.tenantId)
  await app.history.beat()
  const stranger = await testLane(app, await testShop(database, 'two'), 'admin')
  expect((await stranger.get('/status')).body['facts']).toMatchObject({ cases: { open: 0 }, nodes: [] })
  expect((await stranger.get('/status/history')).body['points']).toEqual([])
})
