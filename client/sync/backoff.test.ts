import { expect, test } from 'vitest'
import { backoffMs, waitFor } from './backoff.ts'

test('[C3] tries are 1 s to 2 min apart, doubling, each at a random point of its time', () => {
  const longest = [0, 1, 2, 6, 7, 50].map((failed) => backoffMs(failed, () => 0.999_999))
  expect(longest).toEqual([1000, 2000, 4000, 64_000, 120_000, 120_000])
  expect(backoffMs(5, () => 0)).toBe(0)
  expect(backoffMs(3, () => 0.5)).toBe(4000)
})

test('[C3] waiting ends at once when woken, and rejects when given up', async () => {
  let wake: () => void = () => {}
  const woken = waitFor(60_000, new AbortController().signal, (now) => {
    wake = now
    return () => {}
  })
  wake()
  await woken
  const givingUp = new AbortController()
  const left = waitFor(60_000, givingUp.signal)
  givingUp.abort(new Error('over'))
  await expect(left).rejects.toThrow('over')
})
