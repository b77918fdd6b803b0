import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import { displayFile, type DisplayFile } from './display-file.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import {
  draftOf,
  productOf,
  testBrowser,
  until,
  untilState,
  uuid,
  type TestBrowser,
} from './testing/test-lane.ts'

const lanes = lanesOfTest()
const { branchId } = draftOf(1)
let server: FakeServer
let browser: TestBrowser
let display: DisplayFile

beforeEach(() => {
  server = lanes.begin()
  browser = testBrowser()
  display = displayFile(new IDBFactory(), 'till')
  for (let number = 1; number <= 300; number += 1) {
    server.put('products', productOf(number))
    server.put('stockLevels', levelOf(number, number))
  }
  server.put('branches', { id: branchId, code: 'DT', name: 'Downtown', settings: {}, flags: {} })
})

afterEach(() => lanes.end())

function levelOf(number: number, onHand: number) {
  const productId = uuid(number)
  return {
    id: `${branchId}:${productId}`,
    branchId,
    productId,
    onHand,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
}

/** Loads all, and waits until it is kept for the next start. */
async function firstRun(): Promise<void> {
  const shop = await lanes.lane({ browser, display })
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  await until(async () => (await display.load())?.catalogue.seqs.length === 300)
  await lanes.end()
}

/** Lets the store move on behind the display. */
async function runWithoutDisplay(): Promise<void> {
  const shop = await lanes.lane({ browser })
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  await shop.sync.syncNow()
  await lanes.end()
}

test('a till that was open before scans, searches and knows its stock without the network, from what it kept', async () => {
  await firstRun()
  server.faultOf = () => 'request-lost'
  const shop = await lanes.lane({ browser, display })
  expect(shop.catalogue.size).toBe(300)
  expect(shop.catalogue.byBarcode('40077')?.id).toBe(uuid(77))
  expect(shop.stock.onHand(uuid(77))).toMatchObject({ onHand: 77, pending: 0 })
  await until(() => shop.catalogue.search('thing 77', 5).length > 0)
  const order = await shop.orders.place(draftOf(1))
  expect(order.number).toBe('DT-L1-000001')
})

test('[C5] what changed, came and went in the store since a display was kept is told at the next start', async () => {
  await firstRun()
  server.put('products', productOf(5, { title: 'Changed', barcode: '777' }))
  server.put('products', { ...productOf(6), _deleted: true })
  server.put('products', productOf(301))
  server.put('stockLevels', levelOf(5, 55))
  await runWithoutDisplay()
  server.faultOf = () => 'request-lost'
  const shop = await lanes.lane({ browser, display })
  await until(() => shop.catalogue.byBarcode('777') !== null && shop.catalogue.product(uuid(301)) !== null)
  await until(() => shop.catalogue.product(uuid(6)) === null)
  await until(() => shop.stock.onHand(uuid(5))?.onHand === 55)
  expect(shop.catalogue.size).toBe(300)
  expect(shop.catalogue.search('changed', 5)).toHaveLength(1)
})

test('[C5] a display that is not what the store says is made anew from the store', async () => {
  await firstRun()
  server.faultOf = () => 'request-lost'
  const lying: DisplayFile = {
    ...display,
    async load() {
      const kept = (await display.load())!
      // One product was never sold here, one is older than it is, one level was forgotten.
      kept.catalogue.alive[10] = 0
      kept.catalogue.seqs[11]! -= 1
      kept.stock[0]![1].alive[12] = 0
      return kept
    },
  }
  const shop = await lanes.lane({ browser, display: lying })
  expect(shop.catalogue.size).toBe(299)
  await until(() => shop.catalogue.size === 300)
  await until(() => shop.stock.onHand(uuid(13))?.onHand === 13)
  for (let number = 1; number <= 300; number += 1)
    expect(shop.catalogue.byBarcode(`400${number}`)?.id).toBe(uuid(number))
})

test('[C1] what a display has and the disk lost comes again with the pull', async () => {
  await firstRun()
  const behind = browser
  browser = testBrowser()
  server.put('products', productOf(301))
  server.put('products', productOf(7, { title: 'Changed' }))
  server.put('stockLevels', levelOf(301, 31))
  const ahead = await lanes.lane({ browser, display })
  await until(() => ahead.catalogue.size === 301)
  await until(async () => (await display.load())?.catalogue.seqs.length === 301)
  await lanes.end()
  server.faultOf = () => 'request-lost'
  const shop = await lanes.lane({ browser: behind, display })
  expect(shop.catalogue.size).toBe(301)
  await until(() => shop.catalogue.size === 300 && shop.catalogue.product(uuid(7))?.title === 'Thing 7')
  server.faultOf = () => null
  await until(() => shop.catalogue.size === 301 && shop.catalogue.product(uuid(7))?.title === 'Changed')
  await until(() => shop.stock.onHand(uuid(301))?.onHand === 31)
})

test('[C5] rows that are healed are never found damaged again in what was kept', async () => {
  await firstRun()
  let removed = 0
  const watched = {
    ...display,
    async remove() {
      await display.remove()
      // Not healed yet: whoever is killed now has no display rather than an old one.
      if (removed === 0) expect(shop.catalogue.product(uuid(1))?.title).toBe('Thing 1')
      removed += 1
    },
  }
  const shop = await lanes.lane({ browser, display: watched })
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  const table = server.table('products')
  table.set(uuid(1), { ...table.get(uuid(1))!, title: 'Truth' })
  table.delete(uuid(2))
  expect((await shop.sync.check()).get('products')).toBe(2)
  expect(removed).toBeGreaterThan(0)
  await until(async () => (await display.load()) !== null)
  await lanes.end()
  server.faultOf = () => 'request-lost'
  const again = await lanes.lane({ browser, display })
  expect(again.catalogue.product(uuid(1))?.title).toBe('Truth')
  expect(again.catalogue.product(uuid(2))).toBeNull()
})

test('[E2] under a new epoch products are as the backup has them, also where it is older', async () => {
  const backup = server.snapshot()
  await firstRun()
  server.put('products', productOf(5, { title: 'Lost with the server' }))
  const shop = await lanes.lane({ browser, display })
  await until(() => shop.catalogue.product(uuid(5))?.title === 'Lost with the server')
  server.restore(backup)
  await until(() => shop.catalogue.product(uuid(5))?.title === 'Thing 5')
  await lanes.end()
  server.faultOf = () => 'request-lost'
  const again = await lanes.lane({ browser, display })
  await until(() => again.catalogue.product(uuid(5))?.title === 'Thing 5')
})
