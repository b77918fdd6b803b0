import { firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { StockMovement } from '../../shared/inventory/stock-movement.ts'
import type { Shop } from '../database/shop.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { faultyStorage } from './testing/faulty-storage.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { testBrowser, until, untilState, uuid } from './testing/test-lane.ts'

const world = lanesOfTest()
const here = uuid(0xb1)
const there = uuid(0xb2)
let server: FakeServer

beforeEach(() => {
  server = world.begin()
  server.put('stockLevels', {
    id: `${here}:${uuid(1)}`,
    branchId: here,
    productId: uuid(1),
    onHand: 10,
    updatedAt: '2026-01-01T00:00:00.000Z',
  })
})

afterEach(() => world.end())

async function lane(options: Parameters<typeof world.lane>[0] = {}): Promise<Shop> {
  const shop = await world.lane(options)
  await untilState(shop, (state) => state.isWriter)
  return shop
}

function movement(number: number, more: Partial<Record<keyof StockMovement, unknown>> = {}): StockMovement {
  return {
    id: uuid(0x30_0000 + number),
    seq: 0,
    _deleted: false,
    branchId: here,
    productId: uuid(1),
    delta: 5,
    balance: null,
    reason: 'receive',
    orderId: null,
    transferId: null,
    counted: null,
    expected: null,
    note: null,
    actorId: uuid(0xc1),
    deviceId: uuid(0xd1),
    createdAt: new Date(Date.UTC(2026, 10, 21) + number).toISOString(),
    ...more,
  } as StockMovement
}

/** Two halves, written in the same moment. */
function transfer(number: number): StockMovement[] {
  const transferId = uuid(0x40_0000 + number)
  const { createdAt } = movement(number * 2)
  return [
    movement(number * 2, { reason: 'transfer_out', delta: -1, transferId, createdAt }),
    movement(number * 2 + 1, { reason: 'transfer_in', delta: 1, transferId, branchId: there, createdAt }),
  ]
}

const onHand = (shop: Shop) => shop.stock.onHand(uuid(1))?.onHand

test('[M1] what was moved here counts on screen at once, and once when the level has come', async () => {
  const shop = await lane()
  await until(() => onHand(shop) === 10)
  server.faultOf = () => 'request-lost'
  await shop.movements.write([
    movement(1),
    movement(2, { reason: 'recount', counted: 12, expected: 15, delta: -3 }),
  ])
  await until(() => onHand(shop) === 12)
  expect(await firstValueFrom(shop.sync.waiting$)).toHaveLength(2)
  const seen: (number | undefined)[] = []
  shop.stock.version$.subscribe(() => seen.push(onHand(shop)))
  server.faultOf = () => null
  await shop.sync.syncNow()
  await untilState(shop, (state) => state.waiting === 0)
  await until(() => shop.stock.onHand(uuid(1))?.pending === 0)
  expect(onHand(shop)).toBe(12)
  expect(new Set(seen), 'never twice, never not at all').toEqual(new Set([12]))
})

test('[M2] a queue that is cut in the middle of a transfer is sent whole', async () => {
  const shop = await lane()
  server.faultOf = ({ action }) => (action === 'push' ? 'request-lost' : null)
  // One more in front: the hundredth row and the one behind it are two halves.
  const transfers = Array.from({ length: 60 }, (_, index) => transfer(index)).flat()
  await shop.movements.write([movement(9_999), ...transfers])
  server.faultOf = () => null
  await shop.sync.syncNow()
  await untilState(shop, (state) => state.waiting === 0)
  expect(server.live('stockMovements')).toHaveLength(121)
  expect((await firstValueFrom(shop.sync.state$)).needHelp).toBe(0)
  const cut = server.seen.filter((it) => it.collection === 'stockMovements' && it.rows.length === 101)
  expect(cut.length, 'a half was sent along').toBeGreaterThan(0)
})

test('[M3] what would take a level below zero needs help, until somebody has seen to it', async () => {
  server.isShort = (document) => document['reason'] !== 'receive'
  const browser = testBrowser()
  const shop = await lane({ browser })
  await shop.movements.write([movement(1_000), ...transfer(1)])
  const { needHelp } = await untilState(shop, (state) => state.waiting === 0 && state.needHelp > 0)
  expect(needHelp, 'a transfer is one thing').toBe(1)
  const [short] = await firstValueFrom(shop.movements.needHelp$)
  expect(short).toMatchObject({
    reason: 'transfer_out',
    status: 'conflict',
    conflict: { shortages: [{ requested: 1 }] },
  })
  expect((await firstValueFrom(shop.movements.ofLane$(9))).map((it) => [it.reason, it.status])).toEqual([
    ['receive', undefined],
    ['transfer_out', 'conflict'],
  ])
  shop.movements.putAside(short!.id)
  await untilState(shop, (state) => state.needHelp === 0)
  await shop.close({ force: true })
  world.forget()
  const again = await lane({ browser })
  expect(await firstValueFrom(again.movements.needHelp$)).toEqual([])
  expect(await firstValueFrom(again.movements.ofProduct$(uuid(1), 9))).toHaveLength(2)
})

test('[M2] [C6] a list is written whole or not at all, and the same list again changes nothing', async () => {
  server.faultOf = () => 'request-lost'
  const browser = testBrowser()
  let broken = true
  browser.intents = faultyStorage(
    browser.intents,
    ({ method, collection }) => broken && method === 'bulkWrite' && collection === 'stockMovements',
  )
  const shop = await lane({ browser })
  const list = [...transfer(1), ...transfer(2)]
  const ids = list.map(({ id }) => id)
  await expect(shop.movements.write(list)).rejects.toThrow()
  expect(await shop.movements.written(ids)).toEqual([])
  broken = false
  await shop.movements.write(list)
  await shop.movements.write(list)
  expect([...(await shop.movements.written(ids))].sort()).toEqual([...ids].sort())
  expect((await firstValueFrom(shop.sync.waiting$)).length).toBe(4)
})
