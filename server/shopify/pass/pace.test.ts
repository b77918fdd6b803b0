import { expect, test } from 'vitest'
import { openPace } from './pace.ts'

test('a shop that sells without pause is told of nine times in the first minute, and some six in each that follows', () => {
  let now = 0
  const pace = openPace(() => now)('one')
  const told: number[] = []
  for (; now < 600_000; now += 100) {
    if (pace.holds()) continue
    pace.told()
    told.push(now)
  }
  expect(told.filter((at) => at < 60_000)).toHaveLength(9)
  expect(told.length).toBeLessThanOrEqual(9 + 9 * 8)
  const pauses = told.slice(1).map((at, index) => at - told[index]!)
  expect(Math.max(...pauses)).toBeLessThan(15_000)
})

test('after a quiet minute the first change waits for nothing, and no shop waits for another', () => {
  let now = 0
  const paceOf = openPace(() => now)
  const pace = paceOf('one')
  pace.told()
  expect(pace.held()).toBeNull()
  expect(pace.holds()).toBe(true)
  expect(paceOf('two').holds()).toBe(false)
  now = 500
  expect(pace.held()).toBe(1_000)
  expect(pace.held()).toBeNull()
  now = 60_000
  expect(pace.holds()).toBe(false)
})
