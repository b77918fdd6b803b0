import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AnyStorage } from '../database/storages.ts'
import { factsStorage } from '../database/storages.ts'
import type { FakeServer } from '../sync/testing/fake-server.ts'
import type { DisplayFile, KeptDisplay } from './display-file.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { draftOf, productOf, testBrowser, until, untilState } from './testing/test-lane.ts'

const lanes = lanesOfTest()

let server: FakeServer

beforeEach(() => {
  server = lanes.begin()
})
afterEach(() => lanes.end())

test('a kept display that cannot be unpacked is thrown away, and the shop opens without it', async () => {
  let removed = 0
  const damaged: DisplayFile = {
    load: async () => ({ catalogue: { texts: 7, words: new Promise(() => {}) } }) as unknown as KeptDisplay,
    save: async () => {},
    remove: async () => void (removed += 1),
  }
  const shop = await lanes.lane({ display: damaged })
  expect(removed).toBe(1)
  expect(shop.catalogue.size).toBe(0)
})

test('[C1] facts that cannot be opened are said, and tried again until they can', async () => {
  const browser = testBrowser()
  let broken = true
  const facts: AnyStorage = {
    ...browser.facts,
    async createStorageInstance(params) {
      if (broken) throw new DOMException('no disk', 'UnknownError')
      return await browser.facts.createStorageInstance(params)
    },
  }
  server.put('products', productOf(1))
  const shop = await lanes.lane({ browser: { ...browser, facts } })
  await untilState(shop, (state) => state.broken === 'catalogue')
  // The till sells meanwhile.
  await shop.orders.place(draftOf(1))
  await until(() => server.settled.length === 1)
  broken = false
  await untilState(shop, (state) => state.broken === null && state.firstLoad === null)
  await until(() => shop.catalogue.size === 1)
})

test('[C2] facts that were deleted behind this tab are said', async () => {
  let lost: () => void = () => {}
  const factsLost = new Promise<void>((resolve) => {
    lost = resolve
  })
  const browser = { ...testBrowser(), facts: factsStorage(indexedDB, () => lost()) }
  const shop = await lanes.lane({ browser, factsLost })
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
  server.put('products', productOf(1))
  await untilState(shop, (state) => state.broken === 'catalogue-lost')
})

test('[C3] a server that refuses to name its epoch is asked again', async () => {
  let refusals = 3
  server.faultOf = () => (refusals-- > 0 ? { status: 400, code: 'request/invalid' } : null)
  const shop = await lanes.lane()
  await untilState(shop, (state) => state.isWriter && state.firstLoad === null)
  expect(refusals).toBeLessThan(0)
})

// Last, since what it leaves behind keeps its collections open, and RxDB allows but a few.
test('[C6] when the worker is gone, a sale that waits for it fails with a sentence, and the screen says reload', async () => {
  let crash: (why: Error) => void = () => {}
  const shop = await lanes.lane({
    crash: (died) => {
      crash = died
    },
  })
  await untilState(shop, (state) => state.isWriter)
  const placing = shop.orders.place(draftOf(1))
  crash(new Error('reload'))
  await expect(placing).rejects.toThrow('reload')
  await expect(shop.orders.place(draftOf(1))).rejects.toThrow('reload')
  await untilState(shop, (state) => state.broken === 'worker')
  // Whoever must go on may leave it; the rest is kept on the device.
  await expect(shop.close({ force: false })).rejects.toThrow('reload')
  expect(await shop.close({ force: true })).toEqual({ kind: 'closed', left: 0 })
})
