import { afterEach, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../testing/test-database.ts'
import { testLane } from '../testing/test-lane.ts'
import type { TestLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import type { TestNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import type { TestShop } from '../testing/test-shop.ts'

const database = await testDatabase()
const first = await testNode(database.url)
const second = await testNode(database.url, { clock: first.clock })
const opened: { close(): void }[] = []
let shop: TestShop
let till: TestLane
let admin: TestLane

beforeEach(async () => {
  await database.empty()
  first.clock.advance(60_000)
  shop = await testShop(database)
  admin = await testLane(first.app, shop, 'admin')
  till = await testLane(first.app, shop, 'cashier')
})
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close()
})

type Frame = {
  type: string
  reason?: string
  head?: number
  epoch?: string
  collections?: Record<string, number>
}

/** A socket at a node, and its frames as they come. */
async function stream(node: TestNode, hello: unknown) {
  const socket = await node.app.injectWS('/api/v1/replication/stream')
  opened.push(socket)
  const frames: Frame[] = []
  const waiting: (() => void)[] = []
  const wake = () => waiting.splice(0).forEach((go) => go())
  let closed = false
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Frame)
    wake()
  })
  socket.on('close', () => {
    closed = true
    wake()
  })
  socket.send(typeof hello === 'string' ? hello : JSON.stringify(hello))
  return {
    frames,
    say: (frame: unknown) => socket.send(JSON.stringify(frame)),
    isClosed: () => closed,
    async until(fits: (frame: Frame) => boolean): Promise<Frame> {
      for (;;) {
        const found = frames.find(fits)
        if (found) return found
        if (closed) throw new Error(`closed after ${JSON.stringify(frames)}`)
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
  }
}

const helloOf = (lane: TestLane) => ({
  type: 'hello',
  token: lane.headers['authorization']?.slice('Bearer '.length),
  deviceId: lane.id,
  protocol: 1,
})
const customer = () => ({
  id: crypto.randomUUID(),
  seq: 0,
  _deleted: false,
  name: 'Ann',
  phone: null,
  email: null,
  note: null,
  updatedAt: '2026-01-01T00:00:00.000Z',
})

test('[S1] [S2] a commit at one node is news at the other, and the news can be pulled there', async () => {
  const listener = await stream(second, helloOf(till))
  const ready = await listener.until((frame) => frame.type === 'ready')
  const pushed = await admin.push('customers', [customer()])
  const { seq } = pushed.body['conflicts'][0]
  const news = await listener.until((frame) => frame.type === 'head' && (frame.head ?? 0) >= seq)
  expect(news).toMatchObject({ epoch: ready.epoch, collections: { customers: seq } })
  const page = await second.app.inject({ url: '/api/v1/replication/customers/pull', headers: till.headers })
  expect(page.json().documents).toHaveLength(1)
})

test('who asks for the stream by plain HTTP gets the documented error', async () => {
  const reply = await first.app.inject({ url: '/api/v1/replication/stream', headers: till.headers })
  expect([reply.statusCode, reply.json().error.code]).toEqual([404, 'request/not-found'])
})

test('[S1] [S5] a desk names no lane and hears the news; it is sent away when its person is', async () => {
  const support = await testLane(first.app, shop, 'support')
  const desk = await stream(second, { ...helloOf(support), deviceId: null })
  await desk.until((frame) => frame.type === 'ready')
  const { seq } = (await admin.push('customers', [customer()])).body['conflicts'][0]
  await desk.until((frame) => frame.type === 'head' && (frame.head ?? 0) >= seq)
  const key = { 'idempotency-key': crypto.randomUUID() }
  await admin.post(`/users/${shop.users.support.id}/disable`, {}, key)
  expect(await desk.until((frame) => frame.type === 'bye')).toMatchObject({ reason: 'auth/user-disabled' })
})

test('[S5] a revoked device hears why, at every node, and is closed', async () => {
  const listener = await stream(second, helloOf(till))
  await listener.until((frame) => frame.type === 'ready')
  await admin.post(`/devices/${till.id}/revoke`, {}, { 'idempotency-key': crypto.randomUUID() })
  expect(await listener.until((frame) => frame.type === 'bye')).toMatchObject({ reason: 'device/revoked' })
})

test.each([
  ['stream/bad-hello', 'nonsense'],
  ['stream/bad-hello', { type: 'hello' }],
])('[S5] %s for %o', async (reason, hello) => {
  const listener = await stream(first, hello)
  expect(await listener.until((frame) => frame.type === 'bye')).toMatchObject({ reason })
})

test('[S5] a forged or expired token, a foreign device and an old protocol are sent away with the reason', async () => {
  const hello = helloOf(till)
  const reasonFor = async (changes: object) => {
    const listener = await stream(first, { ...hello, ...changes })
    return (await listener.until((frame) => frame.type === 'bye')).reason
  }
  expect(await reasonFor({ token: `${hello.token}x` })).toBe('auth/token-invalid')
  expect(await reasonFor({ deviceId: crypto.randomUUID() })).toBe('device/unknown')
  expect(await reasonFor({ protocol: 0 })).toBe('device/too-old')
  first.clock.advance(16 * 60_000)
  expect(await reasonFor({})).toBe('auth/token-expired')
})

test('[S3] a listener that nothing happens to costs no query', async () => {
  const listeners = await Promise.all(Array.from({ length: 20 }, () => stream(first, helloOf(till))))
  for (const listener of listeners) await listener.until((frame) => frame.type === 'ready')
  // That they said hello is written down once.
  await first.app.syncLog.flush()
  const before = first.deps.database.statements()
  await new Promise((resolve) => setTimeout(resolve, 2_200))
  // The node's own poll, once a second, whatever the number of listeners.
  expect(first.deps.database.statements() - before).toBeLessThanOrEqual(4)
})

test('[S5] a node that stops says goodbye to every socket, with the reason', async () => {
  const third = await testNode(database.url, { clock: first.clock })
  const hello = helloOf(till)
  const told = await stream(third, hello)
  await told.until(({ type }) => type === 'ready')
  await third.close()
  expect(await told.until(({ type }) => type === 'bye')).toEqual({ type: 'bye', reason: 'server/stopping' })
})

test('[E2] a device that knows another log is told so on the stream', async () => {
  const hello = helloOf(till)
  const foreign = await stream(first, { ...hello, epoch: 'another' })
  expect(await foreign.until(({ type }) => type === 'bye')).toMatchObject({ reason: 'sync/epoch-changed' })
  const own = await stream(first, { ...hello, epoch: 'epoch-1' })
  expect(await own.until(({ type }) => type === 'ready')).toMatchObject({ epoch: 'epoch-1' })
})

test('[L5] [E2] the log’s name of before a purge is foreign to the stream, which hears no position', async () => {
  await database.query(`update log_heads set epoch = 'epoch-1.5', horizon = 5`)
  const stale = await stream(first, { ...helloOf(till), epoch: 'epoch-1' })
  expect(await stale.until(({ type }) => type === 'bye')).toMatchObject({ reason: 'sync/epoch-changed' })
  const fresh = await stream(first, { ...helloOf(till), epoch: 'epoch-1.5' })
  expect(await fresh.until(({ type }) => type === 'ready')).toMatchObject({ epoch: 'epoch-1.5' })
})

test('[C5] rows that devices healed are a metric of the server', async () => {
  const own = await stream(second, helloOf(till))
  await own.until(({ type }) => type === 'ready')
  const report = {
    type: 'report',
    version: '1.0.0',
    waiting: 0,
    oldestAgeMs: null,
    needHelp: 0,
    latency: null,
  }
  // One of before this figure, one that healed nothing, two that did, and one that makes no sense.
  for (const healed of [undefined, 0, 2, 3, -7]) own.say({ ...report, healed })
  await expect
    .poll(async () => (await second.app.inject('/metrics')).body)
    .toMatch(/^omnisync_healed_rows_total 5$/m)
})
