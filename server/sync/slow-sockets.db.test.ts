import { afterEach, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import type { Heads, News } from '../log/news.ts'
import { testDatabase } from '../testing/test-database.ts'
import { testLane } from '../testing/test-lane.ts'
import { testNode } from '../testing/test-node.ts'
import { testShop } from '../testing/test-shop.ts'
import { streamRoutes } from './stream.ts'

const PING_MS = 50
const NEWS = 5_000
const STREAM = '/api/v1/replication/stream'
const PINGS_OFTEN = '/replication/stream'

const database = await testDatabase()
const listeners = new Set<(heads: Heads) => void>()
/** News that the test makes up. */
const news: News = {
  logMoved: () => {},
  accessChanged: async () => {},
  onHeads(listener) {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  onAccess: () => () => {},
  onGap: () => () => {},
  watch: () => () => {},
  isListening: () => true,
  close: async () => {},
}
// Beside the API's own stream, which pings too seldom for a test of pings.
const { app } = await testNode(database.url, { news }, (added, deps) => streamRoutes(added, deps, PING_MS))
const shop = await testShop(database)
const till = await testLane(app, shop, 'cashier')
const opened: WebSocket[] = []
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})

/** A device that said hello and was answered, and the positions that it heard of since. */
async function listen(path: string) {
  const heard: number[] = []
  let pings = 0
  let closed = false
  const socket = (await app.injectWS(path)) as unknown as WebSocket
  opened.push(socket)
  socket.on('close', () => (closed = true))
  socket.on('ping', () => (pings += 1))
  const token = till.headers['authorization']?.slice('Bearer '.length)
  const ready = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { type: string; head: number }
      if (frame.type === 'ready') resolve()
      else if (frame.type === 'head') heard.push(frame.head)
    })
  })
  socket.send(JSON.stringify({ type: 'hello', token, deviceId: till.id, protocol: 1 }))
  await ready
  return { socket, heard, pings: () => pings, isClosed: () => closed }
}

/** News of so many commits, one after the other, each given the time to be written. */
async function happen(count: number): Promise<void> {
  for (let head = 1; head <= count; head += 1) {
    const heads = { tenantId: shop.tenantId, epoch: 'one', head, collections: { orders: head } }
    for (const listener of listeners) listener(heads)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Answers every ping, as a browser does by itself. */
const answerPings = (socket: WebSocket): void => void socket.on('ping', (data: Buffer) => socket.pong(data))

test('[S4] a socket that does not read holds up nobody, and hears the newest when it reads again', async () => {
  const [slow, quick] = [await listen(STREAM), await listen(STREAM)]
  slow.socket.pause()
  await happen(NEWS)
  await expect.poll(() => quick.heard.at(-1)).toBe(NEWS)
  expect(quick.heard).toHaveLength(NEWS)
  slow.socket.resume()
  await expect.poll(() => slow.heard.at(-1)).toBe(NEWS)
  // What lay in the pipes when it stopped reading, and then the newest at once.
  expect(slow.heard.length).toBeLessThan(NEWS / 2)
  expect(slow.heard.at(-2)).toBeLessThan(NEWS / 2)
})

test('[S1] what happens during a hello is told after it was answered', async () => {
  const frames: string[] = []
  const socket = (await app.injectWS(STREAM)) as unknown as WebSocket
  opened.push(socket)
  socket.on('message', (data: Buffer) => frames.push((JSON.parse(data.toString()) as { type: string }).type))
  const token = till.headers['authorization']?.slice('Bearer '.length)
  socket.send(JSON.stringify({ type: 'hello', token, deviceId: till.id, protocol: 1 }))
  await happen(200)
  await expect.poll(() => frames.length).toBeGreaterThan(1)
  expect(frames[0]).toBe('ready')
})

test('[S4] a socket that leaves two pings unanswered is closed, one that answers stays', async () => {
  const [silent, polite] = [await listen(PINGS_OFTEN), await listen(PINGS_OFTEN)]
  answerPings(polite.socket)
  await expect.poll(() => silent.isClosed()).toBe(true)
  expect(silent.pings()).toBe(2)
  await expect.poll(() => polite.pings()).toBeGreaterThan(4)
  expect(polite.isClosed()).toBe(false)
})
