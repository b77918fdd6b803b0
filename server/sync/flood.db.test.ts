import { afterEach, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { testBusiness } from '../testing/test-business.ts'
import type { TestLane } from '../testing/test-lane.ts'

const { app, clock, database, openShop } = await testBusiness()
const opened: WebSocket[] = []
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})

const helloOf = (lane: TestLane, deviceId: string | null = lane.id) => ({
  type: 'hello',
  token: lane.headers['authorization']?.slice('Bearer '.length),
  deviceId,
  protocol: 1,
})
const report = JSON.stringify({
  type: 'report',
  version: '1',
  waiting: 0,
  oldestAgeMs: null,
  needHelp: 0,
  latency: null,
})

/** A socket, what it was told first, and how it ended. */
async function connect(...frames: (string | object)[]) {
  const socket = (await app.injectWS('/api/v1/replication/stream')) as unknown as WebSocket
  opened.push(socket)
  const first = new Promise<{ type: string; reason?: string }>((resolve) =>
    socket.once('message', (data: Buffer) => resolve(JSON.parse(data.toString()))),
  )
  const ended = new Promise<string>((resolve) =>
    socket.once('close', (code: number, reason: Buffer) => resolve(`${code} ${reason.toString()}`)),
  )
  for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  return { socket, first, ended }
}

test('frames before the hello was heard are not listened to, and a frame in its place ends the socket', async () => {
  const { till } = await openShop()
  const early = await connect(helloOf(till), report, '{', report)
  expect(await early.first).toMatchObject({ type: 'ready' })
  const rude = await connect(report, helloOf(till))
  expect(await rude.ended).toBe('4000 stream/bad-hello')
})

test('a giant frame ends its socket and no other', async () => {
  const { till } = await openShop()
  const good = await connect(helloOf(till))
  await good.first
  const giant = await connect('x'.repeat(1_000_000))
  expect(await giant.ended).toMatch(/^1009/)
  expect(good.socket.readyState).toBe(good.socket.OPEN)
})

test('thousands of frames end their socket; as many in an hour do not', async () => {
  const { till } = await openShop()
  const calm = await connect(helloOf(till))
  await calm.first
  for (let at = 0; at < 2_500; at += 1) {
    if (at % 500 === 0) {
      // A pong says that all before it was heard.
      await new Promise<void>((resolve) => {
        calm.socket.once('pong', () => resolve())
        calm.socket.ping()
      })
      clock.advance(60_000)
    }
    calm.socket.send(report)
  }
  const flood = await connect(helloOf(till))
  await flood.first
  for (let at = 0; at < 5_000; at += 1) flood.socket.send(report)
  expect(await flood.ended).toBe('4000 stream/flood')
  expect(calm.socket.readyState).toBe(calm.socket.OPEN)
})

test('of ever more sockets of one lane, or of one desk, the oldest are let go, and nobody else’s', async () => {
  const { till, admin } = await openShop()
  const other = await connect(helloOf(admin))
  await other.first
  for (const deviceId of [till.id, null]) {
    const oldest = await connect(helloOf(till, deviceId))
    await oldest.first
    for (let at = 0; at < 20; at += 1) await (await connect(helloOf(till, deviceId))).first
    expect(await oldest.ended).toBe('4000 stream/too-many')
    expect(opened.at(-1)?.readyState).toBe(1)
  }
  expect(other.socket.readyState).toBe(other.socket.OPEN)
})

test('what one lane reports of itself keeps no other lane’s report from being written', async () => {
  const { till, other } = await openShop()
  const hostile = await connect(helloOf(till))
  const good = await connect(helloOf(other))
  await Promise.all([hostile.first, good.first])
  for (const version of ['\u0000', '\ud800'])
    hostile.socket.send(report.replace('"1"', JSON.stringify(version)))
  good.socket.send(report)
  for (const { socket } of [hostile, good])
    await new Promise<void>((resolve) => {
      socket.once('pong', () => resolve())
      socket.ping()
    })
  await app.presence.flush()
  const rows = await database.query('select 1 from devices where id = $1 and report is not null', [other.id])
  expect(rows).toHaveLength(1)
})
