import { expect, test } from 'vitest'
import { en } from './en.ts'
import { duration } from './times.ts'

test('a duration has at most two units, and no seconds beside minutes', () => {
  const words = en.units
  expect(duration(7_800_000, words)).toBe('2 h 10 min')
  expect(duration(273_600_000, words)).toBe('3 d 4 h')
  expect(duration(40_500, words)).toBe('40 s')
  expect(duration(90_000, words)).toBe('1 min')
  expect(duration(3_600_000, words)).toBe('1 h')
  expect(duration(-5, words)).toBe('0 s')
})
