import { afterAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { accessTokens } from '../../server/http/access-token.ts'
import { checkWorld } from '../simulation/check-world.ts'
import { heal } from '../simulation/heal.ts'
import type { World } from '../simulation/world.ts'
import { STORIES_SECRET, serverProcess } from '../stories/support/server-process.ts'
import { sync } from '../support/till.ts'
import { chaosDatabase } from './chaos-database.ts'
import { openFleet, workAt } from './open-fleet.ts'
import { openProxy } from './proxy.ts'

const TILLS = 6
const SOCKETS = 40
const rounds = process.env['OMNISYNC_LONG'] === '1' ? 4 : 1
const patience = { timeout: 60_000 }

const database = await chaosDatabase()
const settings = {
  NODE_ENV: 'production',
  OMNISYNC_SECURE_COOKIES: '0',
  OMNISYNC_LOG_LEVEL: 'warn',
  // The proxy of this test looks ten times a second, where the machine lets it.
  OMNISYNC_DRAIN_SECONDS: '3',
}
const nodes = [await serverProcess(database.url, settings), await serverProcess(database.url, settings)]
const proxy = await openProxy(nodes.map(({ port }) => port))
afterAll(() => proxy.close())

test(
  '[U3] [O4] [S4] two nodes are replaced one after the other under load: no request fails, nothing is lost or doubled, each socket is told and comes back',
  async () => {
    const world = await openFleet(database, { seed: 7, tills: TILLS, ports: [proxy.port, proxy.port] })
    const listeners = Array.from({ length: SOCKETS }, (_, index) => listen(world, index % TILLS))
    await expect.poll(() => listeners.filter((it) => it.isReady()).length, patience).toBe(SOCKETS)
    let isOver = false
    const working = world.tills.map((till, index) =>
      workAt(world, till, { index, seed: 7, isOver: () => isOver, losesReplies: false }),
    )
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const node of nodes) {
          const before = world.seen.requests[0] ?? 0
          expect(await node.stop(), node.said()).toBe(0)
          expect(node.said()).not.toContain('too long')
          // The other one serves while this one is away.
          await expect.poll(() => (world.seen.requests[0] ?? 0) - before, patience).toBeGreaterThan(20)
          await node.start()
          // And the proxy has found that it is back.
          const given = proxy.given()
          await expect
            .poll(() => proxy.given().every((count, at) => count > (given[at] ?? 0)), patience)
            .toBe(true)
        }
      }
    } finally {
      isOver = true
      await Promise.all(working)
    }
    expect(proxy.broken).toEqual([])
    for (const listener of listeners) {
      expect(listener.reasons()).toContain('server/stopping')
      expect(listener.reasons().filter((reason) => reason !== 'server/stopping')).toEqual([])
    }
    await heal(world)
    await checkWorld(world)
    // They still hear what happens: each of them, by whatever node it came to.
    await expect.poll(() => listeners.filter((it) => it.isReady()).length, patience).toBe(SOCKETS)
    expect(world.tills.flatMap((it) => it.written).length).toBeGreaterThan(100)
    for (const till of world.tills) expect(await sync(world.network, till)).toBe('done')
    for (const listener of listeners) listener.close()
  },
  5 * 60_000,
)

/** A device's socket, opened again as often as it is closed; gives the reasons it was told. */
function listen(world: World, index: number) {
  const till = world.tills[index]
  if (!till) throw new Error('no such till')
  const tokens = accessTokens(STORIES_SECRET, Date.now)
  const reasons: string[] = []
  let socket: WebSocket
  let isReady = false
  let isClosed = false
  const open = (): void => {
    socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/api/v1/replication/stream`)
    socket.on('open', () =>
      socket.send(
        JSON.stringify({ type: 'hello', token: tokens.sign(till.caller), deviceId: till.id, protocol: 1 }),
      ),
    )
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { type: string; reason?: string }
      if (frame.type === 'bye') reasons.push(frame.reason ?? '')
      else isReady = true
    })
    socket.on('error', (error) => reasons.push(error.message))
    socket.on('close', () => {
      isReady = false
      if (!isClosed) setTimeout(open, Math.random() * 300)
    })
  }
  open()
  return {
    isReady: () => isReady,
    reasons: () => reasons,
    close: () => {
      isClosed = true
      socket.close()
    },
  }
}
