import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStock } from '../database/stock-on-hand.ts'
import { createCatalogue } from '../search/catalogue.ts'
import { shelfOf } from '../search/testing/shelf-of.ts'
import type { DisplayFile } from './display-file.ts'
import { keepDisplay } from './keep-display.ts'

let saved: number
let fails: boolean
let removed: number

beforeEach(() => {
  vi.useFakeTimers()
  ;[saved, removed, fails] = [0, 0, false]
})
afterEach(() => void vi.useRealTimers())

function keeping() {
  const atOnce = (then: () => void) => then()
  const catalogue = createCatalogue(atOnce)
  catalogue.put(shelfOf(10))
  const file: DisplayFile = {
    load: async () => null,
    async save() {
      saved += 1
      if (fails) throw new Error('the disk is full')
    },
    async remove() {
      removed += 1
    },
  }
  const kept = keepDisplay(file, null, { catalogue, stock: createStock(null, atOnce) }, 3_000)
  kept.branches([{ id: 'b' } as never])
  return kept
}

test('a display is kept when a load is over, and once for a while of small changes', async () => {
  const kept = keeping()
  for (let page = 0; page < 10; page += 1) {
    kept.changed(500, true)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(saved).toBe(0)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(saved).toBe(1)
  kept.changed(1, false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saved).toBe(1)
  await vi.advanceTimersByTimeAsync(15 * 60_000)
  expect(saved).toBe(2)
  kept.stop()
})

test('changes that never end do not put it off for ever, few or many', async () => {
  const kept = keeping()
  for (let second = 0; second < 90; second += 1) {
    kept.changed(6_000, false)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(saved).toBe(1)
  await vi.advanceTimersByTimeAsync(10_000)
  const before = saved
  for (let second = 0; second < 20 * 60; second += 1) {
    kept.changed(1, false)
    await vi.advanceTimersByTimeAsync(1_000)
  }
  expect(saved).toBe(before + 1)
  kept.stop()
})

test('a disk that is full is not asked again every few seconds', async () => {
  fails = true
  const kept = keeping()
  kept.changed(500, true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saved).toBe(1)
  await vi.advanceTimersByTimeAsync(15 * 60_000)
  expect(saved).toBe(2)
  kept.stop()
})

test('[C5] a display that was written while rows were healed is thrown away, and kept anew', async () => {
  const kept = keeping()
  kept.changed(500, true)
  vi.advanceTimersByTime(3_000)
  kept.forgotten()
  await vi.advanceTimersByTimeAsync(100)
  expect([saved, removed]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(5_000)
  expect([saved, removed]).toEqual([2, 1])
  kept.stop()
})
