import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testLane } from '../testing/test-lane.ts'
import type { Json, TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import type { TestNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const first = await testNode(database.url)
const second = await testNode(database.url, { clock: first.clock })
const opened: { close(): void }[] = []
let shop: TestShop
let admin: TestLane
let support: TestLane
let till: TestLane

beforeEach(async () => {
  await database.empty()
  first.clock.advance(3 * 3_600_000)
  shop = await testShop(database)
  admin = await testLane(first.app, shop, 'admin')
  support = await testLane(first.app, shop, 'support')
  till = await testLane(first.app, shop, 'cashier')
})
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close()
})

/** A socket of a lane that said hello and was welcomed. */
async function stream(node: TestNode, lane: TestLane) {
  const socket = await node.app.injectWS('/api/v1/replication/stream')
  opened.push(socket)
  const ready = new Promise<void>((done) => socket.once('message', () => done()))
  const token = lane.headers['authorization']?.slice('Bearer '.length)
  socket.send(JSON.stringify({ type: 'hello', token, deviceId: lane.id, protocol: 1 }))
  await ready
  return socket
}

async function health(): Promise<Json> {
  const { status, body } = await support.get('/branches/health')
  expect(status).toBe(200)
  return body
}

async function laneNow(lane: TestLane): Promise<Json> {
  const { branches } = await health()
  const branch = branches.find((one: Json) => one.id === lane.branchId)
  return branch.lanes.find((one: Json) => one.id === lane.id)
}

const report = {
  type: 'report',
  version: '9.9.9',
  waiting: 37,
  oldestAgeMs: 600_000,
  needHelp: 2,
  latency: null,
}

test('a lane is online while its socket stands, at whichever node, and says itself what waits', async () => {
  expect(await laneNow(till)).toMatchObject({ state: 'offline', report: null, lastSyncAt: null })
  const socket = await stream(second, till)
  socket.send(JSON.stringify(report))
  await second.app.presence.flush()
  await expect
    .poll(async () => {
      await second.app.presence.flush()
      return (await laneNow(till)).report?.waiting
    })
    .toBe(37)
  const now = first.clock.now()
  expect(await laneNow(till)).toMatchObject({
    state: 'online',
    onlineSince: new Date(now).toISOString(),
    report: {
      at: new Date(now).toISOString(),
      version: '9.9.9',
      oldestAt: new Date(now - 600_000).toISOString(),
      needHelp: 2,
    },
  })

  socket.terminate()
  first.clock.advance(5_000)
  await expect
    .poll(async () => {
      await second.app.presence.flush()
      return (await laneNow(till)).state
    })
    .toBe('offline')
  expect(await laneNow(till)).toMatchObject({ onlineSince: null, report: { waiting: 37 } })
})

test('a lane that came back at another node stays online when its old socket ends', async () => {
  const old = await stream(first, till)
  await first.app.presence.flush()
  await stream(second, till)
  await second.app.presence.flush()
  old.terminate()
  await expect.poll(() => first.app.presence.sockets().get(shop.tenantId) ?? 0).toBe(0)
  await first.app.presence.flush()
  expect((await laneNow(till)).state).toBe('online')
})

test('the sockets of a node that died are not believed for long', async () => {
  await stream(second, till)
  await second.app.presence.flush()
  first.clock.advance(149_000)
  expect((await laneNow(till)).state).toBe('online')
  first.clock.advance(2_000)
  expect((await laneNow(till)).state).toBe('offline')
})

test('what an older app, or nobody, would say leaves the socket as it is', async () => {
  const socket = await stream(first, till)
  for (const frame of ['nonsense', '{}', { ...report, waiting: -1 }, { ...report, version: 'x'.repeat(100) }])
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  socket.send(JSON.stringify({ ...report, something: 'newer', waiting: 1 }))
  await expect.poll(async () => (await laneNow(till)).report?.waiting).toBe(1)
  expect((await laneNow(till)).state).toBe('online')
})

test('syncs, errors and silence of a lane are told by what it did', async () => {
  await till.pullAll('products')
  await first.app.syncLog.flush()
  const synced = new Date(first.clock.now()).toISOString()
  first.app.syncLog.note({
    tenantId: shop.tenantId,
    deviceId: till.id,
    direction: 'push',
    collection: 'orders',
    error: 'sync/busy',
  })
  first.clock.advance(1_000)
  await first.app.syncLog.flush()
  expect(await laneNow(till)).toMatchObject({
    lastSyncAt: synced,
    lastHour: { requests: 2, errors: 1, lastError: 'sync/busy', refused: 0, conflicts: 0 },
  })
  first.app.syncLog.note({
    tenantId: shop.tenantId,
    deviceId: till.id,
    direction: 'push',
    collection: 'orders',
    documents: 6,
    rejected: 3,
    conflicts: 2,
  })
  await first.app.syncLog.flush()
  expect(await laneNow(till), 'refused documents are no failed request').toMatchObject({
    lastHour: { requests: 3, errors: 1, refused: 3, conflicts: 2 },
  })
  await database.query(`update devices set last_seen_at = $2 where id = $1`, [
    till.id,
    new Date(first.clock.now() - 15 * 86_400_000),
  ])
  expect((await laneNow(till)).state).toBe('silent')
  await database.query('update devices set revoked_at = now() where id = $1', [till.id])
  expect(await laneNow(till)).toBeUndefined()
})

test('[A1] the health of branches is for admins and support, and of their own business', async () => {
  expect((await till.get('/branches/health')).body['error'].code).toBe('access/forbidden')
  expect((await admin.get('/branches/health')).status).toBe(200)
  const other = await testShop(database, 'two')
  const stranger = await testLane(first.app, other, 'admin')
  const { body } = await stranger.get('/branches/health')
  const lanes = body['branches'].flatMap((one: Json) => one.lanes.map((lane: Json) => lane.id))
  expect(lanes).toEqual([stranger.id])
})
