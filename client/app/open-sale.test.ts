import { afterEach, expect, test, vi } from 'vitest'
import { openSale } from './open-sale.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('who waits until nobody sells is called once, a while after the last sale and with no sheet open', () => {
  vi.useFakeTimers()
  let calls = 0
  let busy = false
  openSale.set(true)
  openSale.whenQuiet(
    60_000,
    () => busy,
    () => (calls += 1),
  )
  vi.advanceTimersByTime(200_000)
  openSale.set(false)
  vi.advanceTimersByTime(59_000)
  openSale.set(true)
  openSale.set(false)
  vi.advanceTimersByTime(59_000)
  expect(calls, 'the change of the last sale is on the screen').toBe(0)
  busy = true
  vi.advanceTimersByTime(61_000)
  expect(calls).toBe(0)
  busy = false
  vi.advanceTimersByTime(200_000)
  openSale.set(true)
  openSale.set(false)
  vi.advanceTimersByTime(200_000)
  expect(calls).toBe(1)
})
