import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionUser } from '../../shared/access/session.ts'
import type { Shop } from '../database/shop.ts'
import { createRescueQueue, rescueKeyOf } from '../pos/refund/rescue-queue.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { sessionOf, type Kept } from './account.ts'
import { leaveBehind, leftBehind } from './left-behind.ts'
import { makeWay } from './make-way.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { draftOf, untilState } from './testing/test-lane.ts'
import { testMemory } from './testing/test-memory.ts'

const world = lanesOfTest()
let server: FakeServer

beforeEach(() => {
  server = world.begin()
})

afterEach(() => world.end())

/** A till whose server is away. */
async function tillOffline(): Promise<Shop> {
  const shop = await world.lane()
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  server.faultOf = () => 'request-lost'
  return shop
}

const nothingKept = { getItem: () => null, setItem: () => {} }

/** Somebody at the lane of the shop, or at none. */
function coming(shop: Shop, user: Partial<SessionUser>, isAtLane = true): Kept {
  const { user: before, lane } = shop.session
  return {
    user: { ...before, id: 'other', ...user },
    lane: isAtLane && lane ? { ...lane, tenantId: before.tenantId } : null,
  }
}

test.for([
  { who: 'a manager', user: { role: 'ADMIN' as const, branchId: null } },
  { who: 'somebody of another branch', user: { branchId: 'elsewhere' }, isAtLane: false },
  { who: 'the support', user: { role: 'SUPPORT' as const, branchId: null } },
])('[C8] over unsent sales $who does not come in, and hears whose they are', async ({ user, isAtLane }) => {
  const shop = await tillOffline()
  await shop.orders.place(draftOf(1))
  await expect(makeWay(shop, coming(shop, user, isAtLane), nothingKept)).rejects.toMatchObject({
    owner: { user: { name: 'Cora' } },
    waiting: 1,
    isOwner: false,
  })
  expect((await shop.orders.place(draftOf(2))).number).toBe('DT-L1-000002')
})

test('[C8] whose role was changed meanwhile does not come in over their own sales', async () => {
  const shop = await tillOffline()
  await shop.orders.place(draftOf(1))
  const promoted = coming(shop, { id: shop.session.user.id, role: 'ADMIN', branchId: null })
  await expect(makeWay(shop, promoted, nothingKept)).rejects.toMatchObject({ isOwner: true })
})

test('a colleague comes in over unsent sales: they are theirs to send', async () => {
  const shop = await tillOffline()
  await shop.orders.place(draftOf(1))
  await makeWay(shop, coming(shop, {}), nothingKept)
  expect((await shop.orders.place(draftOf(2))).number).toBe('DT-L1-000002')
})

test('[C8] a manager comes in where all is sent, or what is not was exported', async () => {
  const sent = await world.lane()
  await untilState(sent, (state) => state.isWriter && state.firstLoad === null)
  await makeWay(sent, coming(sent, { role: 'ADMIN', branchId: null }), nothingKept)
  await expect(sent.orders.place(draftOf(1))).rejects.toThrow('closed')
  world.forget()
  const shop = await tillOffline()
  await shop.orders.place(draftOf(1))
  await shop.sync.exportUnsent('correct horse battery')
  const memory = testMemory()
  const admin = coming(shop, { role: 'ADMIN', branchId: null })
  await makeWay(shop, admin, memory)
  await expect(shop.orders.place(draftOf(2))).rejects.toThrow('closed')
  // The manager is told what lies there; to the cashier it is their own queue, and once they are back it is nobody else's.
  expect(leftBehind(memory, sessionOf(admin)!)).toBe(1)
  expect(leftBehind(memory, shop.session)).toBe(0)
  leaveBehind(memory, shop.session, 0)
  expect(leftBehind(memory, sessionOf(admin)!)).toBe(0)
})

test('[C8] a receipt that was scanned for the server is unsent as well: who stands at another lane does not come in over it', async () => {
  const shop = await tillOffline()
  const kept = new Map<string, string>()
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const queue = createRescueQueue({
    key: rescueKeyOf(shop.session),
    memory,
    call: () => Promise.reject(new Error('no network')),
    now: () => 0,
  })
  queue.add({ id: 'lost', number: 'DT-L7-000001', codes: ['a code'] })
  const elsewhere = coming(shop, { branchId: 'elsewhere' }, false)
  await expect(makeWay(shop, elsewhere, memory)).rejects.toMatchObject({ waiting: 1, isOwner: false })
  await shop.orders.place(draftOf(1))
  await expect(makeWay(shop, elsewhere, memory)).rejects.toMatchObject({ waiting: 2 })
  await shop.sync.exportUnsent('correct horse battery')
  await expect(makeWay(shop, elsewhere, memory), 'no file holds it').rejects.toMatchObject({ waiting: 1 })
  // Whoever stands at this lane finds it there, and sends it.
  await makeWay(shop, coming(shop, { role: 'ADMIN', branchId: null }), memory)
  await expect(shop.orders.place(draftOf(2))).rejects.toThrow('closed')
})

test('a receipt that the server has refused keeps nobody out', async () => {
  const shop = await world.lane()
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  const refused = { id: 'lost', number: 'DT-L7-000001', codes: [], at: '', refused: 'order/rescue-foreign' }
  const memory = { getItem: () => JSON.stringify([refused]), setItem: () => {} }
  await makeWay(shop, coming(shop, { branchId: 'elsewhere' }, false), memory)
  await expect(shop.orders.place(draftOf(1))).rejects.toThrow('closed')
})

test('a shop that is closed answers whoever closes it once more', async () => {
  const shop = await world.lane()
  world.forget()
  expect(await shop.close()).toEqual({ kind: 'closed', left: 0 })
  expect(await shop.close({ force: true })).toEqual({ kind: 'closed', left: 0 })
})
