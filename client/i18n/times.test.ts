import { expect, test } from 'vitest'
import { en } from './en.ts'
import { dayAndTime, duration, fullMoment, timeOfDay } from './times.ts'

test('a duration has at most two units, and no seconds beside minutes', () => {
  const words = en.units
  expect(duration(7_800_000, words)).toBe('2 h 10 min')
  expect(duration(273_600_000, words)).toBe('3 d 4 h')
  expect(duration(40_500, words)).toBe('40 s')
  expect(duration(90_000, words)).toBe('1 min')
  expect(duration(3_600_000, words)).toBe('1 h')
  expect(duration(999, words)).toBe('less than a second')
  expect(duration(-5, words)).toBe('less than a second')
})

test('each language writes days and times its own way', () => {
  const late = new Date(2026, 10, 21, 0, 5).getTime()
  expect(timeOfDay(late, 'en-US'), 'not 24:05').toBe('00:05')
  expect(dayAndTime(late, 'en-US')).toBe('Nov 21, 00:05')
  expect(dayAndTime(late, 'ru')).toBe('21 нояб., 00:05')
  expect(dayAndTime(late, 'uz')).toBe('21-noy, 00:05')
  expect(fullMoment(late, 'uz')).toBe('21.11.2026, 00:05')
})
