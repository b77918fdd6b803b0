import { expect, test } from 'vitest'
import { shopDays } from './calendar.ts'

test('days are those of the shops, also where clocks are changed', () => {
  const now = Date.UTC(2026, 2, 10, 2) // still the 9th in Anchorage, the day after the clocks went forward
  const days = shopDays(now, 2, 'America/Anchorage')
  expect(days.map((day) => [day.date, day.weekday])).toEqual([
    ['2026-03-07', 6],
    ['2026-03-08', 0],
    ['2026-03-09', 1],
  ])
  expect(days.map((day) => new Date(day.opens).toISOString().slice(0, 16))).toEqual([
    '2026-03-07T18:00',
    '2026-03-08T18:00',
    '2026-03-09T17:00',
  ])
  expect(days.map((day) => (day.closes - day.opens) / 3_600_000)).toEqual([11, 8, 11])
})
