import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { manualClock } from './manual-clock.ts'
import { seededIds } from './seeded-ids.ts'

function many(count: number, next: () => string): string[] {
  return Array.from({ length: count }, next)
}

test('ids are UUIDs of version 7 that carry the time of the clock', () => {
  const clock = manualClock()
  const id = seededIds(1, clock.now)()
  expect(validate(id)).toBe(true)
  expect(version(id)).toBe(7)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(clock.now())
})

test('the same seed and clock give the same ids, another seed gives others', () => {
  const { now } = manualClock()
  expect(many(50, seededIds(7, now))).toEqual(many(50, seededIds(7, now)))
  expect(new Set([...many(50, seededIds(7, now)), ...many(50, seededIds(8, now))]).size).toBe(100)
})

test('ids rise while the clock stands still, and while it falls back', () => {
  const clock = manualClock()
  const next = seededIds(1, clock.now)
  const ids = many(10_000, next)
  clock.advance(-60_000)
  ids.push(...many(100, next))
  clock.advance(120_000)
  ids.push(...many(100, next))
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(10_200)
})
