import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DisplayFile, KeptDisplay } from './display-file.ts'
import { lanesOfTest } from './testing/lanes-of-test.ts'
import { draftOf, untilState } from './testing/test-lane.ts'

const lanes = lanesOfTest()

beforeEach(() => void lanes.begin())
afterEach(() => lanes.end())

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
  expect(await shop.close({ force: true })).toEqual({ kind: 'closed' })
})

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
