import { expect, test } from 'vitest'
import { keepWhich } from './keep-which.ts'
import { backupName, begunAt } from './store.ts'

const DAY = 86_400_000
const night = (days: number, hours = 0) =>
  backupName(new Date(Date.UTC(2026, 0, 5, 2 + hours, 15) + days * DAY), 'cafe0123')

test('a name says when its backup was begun', () => {
  expect(night(0)).toBe('20260105T021500Z-cafe0123')
  expect(begunAt(night(3)).toISOString()).toBe('2026-01-08T02:15:00.000Z')
})

test('of a year of nights seven days stay, four weeks and six months', () => {
  let kept = new Set<string>()
  for (let day = 0; day < 365; day += 1) kept = keepWhich([...kept, night(day)], null)
  const days = [...kept].toSorted().map((name) => begunAt(name).toISOString().slice(0, 10))
  expect(days).toEqual([
    // The last of each month,
    '2026-08-31',
    '2026-09-30',
    '2026-10-31',
    '2026-11-30',
    // of each week, which are Sundays,
    '2026-12-20',
    '2026-12-27',
    // and of each day.
    ...[29, 30, 31].map((day) => `2026-12-${day}`),
    ...[1, 2, 3, 4].map((day) => `2027-01-0${day}`),
  ])
})

test('all of the last three days stay; of several on an older day the newest; none is forgotten where none is taken any more', () => {
  const old = [night(0), night(0, 5), night(0, 9)]
  expect([...keepWhich([...old, night(3, 8)], null)].toSorted()).toEqual([night(0, 9), night(3, 8)])
  expect(keepWhich([...old, night(2)], null).size).toBe(4)
  // Asked for again and again a score stays, and the last of the first day.
  const many = Array.from({ length: 60 }, (_, hours) => night(0, hours))
  expect(keepWhich(many, null).size).toBe(21)
  const kept = keepWhich([night(0)], null)
  expect([...keepWhich([...kept], null)]).toEqual([night(0)])
})

test('the last that was tried out stays, whatever its age', () => {
  const names = Array.from({ length: 30 }, (_, day) => night(day))
  expect(keepWhich(names, null).has(night(1))).toBe(false)
  expect(keepWhich(names, night(1)).has(night(1))).toBe(true)
  expect(keepWhich(names, 'gone').has('gone')).toBe(false)
})
