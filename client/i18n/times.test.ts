import { expect, test } from 'vitest'
import { duration } from './times.ts'

test('a duration has at most two units, and no seconds beside minutes', () => {
  expect(duration(7_800_000, 'en')).toBe('2 hr 10 min')
  expect(duration(273_600_000, 'en')).toBe('3 days 4 hr')
  expect(duration(40_500, 'en')).toBe('40 sec')
  expect(duration(90_000, 'en')).toBe('1 min')
  expect(duration(3_600_000, 'en')).toBe('1 hr')
  expect(duration(-5, 'en')).toBe('0 sec')
})
