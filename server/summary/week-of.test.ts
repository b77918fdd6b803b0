import { expect, test } from 'vitest'
import { lastWeek, nextEnd } from './week-of.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
const iso = (moment: number) => new Date(moment).toISOString().slice(0, 16)

test.for([
  ['UTC', '2026-11-20T18:00'],
  ['Asia/Tashkent', '2026-11-20T13:00'],
  ['Europe/Berlin', '2026-11-20T17:00'],
  ['America/New_York', '2026-11-20T23:00'],
  ['Asia/Kathmandu', '2026-11-20T12:15'],
  ['Pacific/Kiritimati', '2026-11-20T04:00'],
  ['Pacific/Niue', '2026-11-21T05:00'],
])('the week ends on Friday at 18:00 by the clock of %s', ([zone = '', end = '']) => {
  const moment = at(`${end}:00Z`)
  const before = lastWeek(moment - 1, zone)
  expect(before.name).toBe('2026-11-13')
  const week = lastWeek(moment, zone)
  expect(week).toMatchObject({ name: '2026-11-20', to: moment, from: before.to })
  expect(lastWeek(moment + 7 * 24 * HOUR - 1, zone)).toEqual(week)
  expect(nextEnd(moment - 1, zone)).toBe(moment)
  expect(nextEnd(moment, zone)).toBe(moment + 7 * 24 * HOUR)
})

test('when the clocks are put forward a week has an hour less, and when they are put back an hour more', () => {
  // Berlin: 29 March and 25 October 2026; the end stays at 18:00 by the clock on the wall.
  const spring = lastWeek(at('2026-04-04T00:00:00Z'), 'Europe/Berlin')
  expect([iso(spring.from), iso(spring.to)]).toEqual(['2026-03-27T17:00', '2026-04-03T16:00'])
  expect(spring.to - spring.from).toBe(7 * 24 * HOUR - HOUR)
  const autumn = lastWeek(at('2026-10-31T00:00:00Z'), 'Europe/Berlin')
  expect([iso(autumn.from), iso(autumn.to)]).toEqual(['2026-10-23T16:00', '2026-10-30T17:00'])
  expect(autumn.to - autumn.from).toBe(7 * 24 * HOUR + HOUR)
  expect(iso(autumn.before)).toBe('2026-10-16T16:00')
  expect(nextEnd(at('2026-10-24T12:00:00Z'), 'Europe/Berlin')).toBe(autumn.to)
})

test('the weeks of a year follow each other without a gap and without an overlap', () => {
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca']) {
    let moment = at('2026-12-31T00:00:00Z')
    let seen = 0
    for (let week = lastWeek(moment, zone); week.to > at('2026-01-01T00:00:00Z'); seen += 1) {
      moment = week.to - 1
      const earlier = lastWeek(moment, zone)
      expect(earlier.to, zone).toBe(week.from)
      expect(earlier.from, zone).toBe(week.before)
      week = earlier
    }
    expect(seen, zone).toBeGreaterThan(50)
  }
})
