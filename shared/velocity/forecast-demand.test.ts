import { expect, test } from 'vitest'
import { enoughFor } from './demand-over.ts'
import { evenWeek } from './demand-series.ts'
import { forecastDemand } from './forecast-demand.ts'
import { guessExposure } from './guess-exposure.ts'

const days = (count: number, of: (day: number) => number) =>
  Array.from({ length: count }, (_, day) => of(day))
const always = (sold: readonly number[]) => sold.map(() => 1)
const of = (sold: readonly number[], exposure: readonly number[] = always(sold), weekdays = evenWeek) =>
  forecastDemand({ sold, exposure, firstWeekday: 0 }, { weekdays, prior: { pieces: 0, days: 0 } })

test('a steady pace is itself, and little is to be kept beyond it', () => {
  const forecast = of(days(90, () => 4))
  expect(forecast).toMatchObject({ kind: 'smooth' })
  expect(forecast.perDay).toBeCloseTo(4, 1)
  expect(enoughFor(forecast, 7, 0.95)).toBeGreaterThanOrEqual(28)
  expect(enoughFor(forecast, 7, 0.95)).toBeLessThan(42)
})

test('the week is found: Saturdays sell four times as much', () => {
  const { weekdays, perDay } = of(days(140, (day) => (day % 7 === 5 ? 8 : 2)))
  expect(perDay).toBeCloseTo(20 / 7, 0)
  expect(weekdays[5]! / weekdays[0]!).toBeGreaterThan(2.7)
  expect(weekdays.reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(7)
})

test('a branch that is closed on Sundays sells nothing on them, and as much on the others', () => {
  const sold = days(140, (day) => (day % 7 === 6 ? 0 : 6))
  const { weekdays, perDay } = of(
    sold,
    sold.map((one) => Math.min(one, 1)),
    [1, 1, 1, 1, 1, 1, 0],
  )
  expect(weekdays[6]).toBe(0)
  expect(perDay).toBeCloseTo(36 / 7, 1)
})

test('an empty shelf is no lack of demand, in its midst or at its end', () => {
  const sold = days(90, (day) => (day % 30 < 12 ? 0 : 3))
  const there = sold.map((one) => Math.min(one, 1))
  expect(of(sold, there).perDay).toBeCloseTo(3, 1)
  const ended = days(90, (day) => (day >= 60 ? 0 : 3))
  expect(
    of(
      ended,
      ended.map((one) => Math.min(one, 1)),
    ).perDay,
  ).toBeCloseTo(3, 1)
})

test('what nobody asks for any more fades; what is asked for now and then does not', () => {
  const gone = of(days(120, (day) => (day < 70 && day % 2 === 0 ? 2 : 0)))
  expect(gone.kind).toBe('fading')
  expect(gone.perDay).toBeLessThan(0.15)
  const rare = of(days(120, (day) => (day % 9 === 4 ? 3 : 0)))
  expect(rare.kind).toBe('intermittent')
  expect(rare.perDay).toBeGreaterThan(0.25)
  expect(rare.perDay).toBeLessThan(0.4)
})

test('a promotion is no pace', () => {
  const { perDay } = of(days(90, (day) => (day >= 80 && day < 83 ? 90 : 3)))
  expect(perDay).toBeLessThan(6)
})

test('a new product is believed to sell like its kind until it has sold itself', () => {
  const habits = { weekdays: evenWeek, prior: { pieces: 6, days: 3 } }
  const known = (sold: number[]) => forecastDemand({ sold, exposure: always(sold), firstWeekday: 0 }, habits)
  expect(known([0])).toMatchObject({ kind: 'new' })
  expect(known([0]).perDay).toBeGreaterThan(1)
  expect(known(days(14, () => 0)).perDay).toBeLessThan(0.5)
  expect(known(days(14, () => 9)).perDay).toBeGreaterThan(6)
})

test('no days, no sales and endless sales are answered with numbers', () => {
  for (const sold of [[], [0], days(90, () => 0), days(90, () => 65_535), [1], days(15, () => 1)]) {
    const { perDay, dailySpread, spreadPerDay, weekdays } = of(sold)
    for (const one of [perDay, dailySpread, spreadPerDay, ...weekdays]) expect(one).toBeGreaterThanOrEqual(0)
  }
})

test('where the stock is unknown, days before the birth and a long silence in the midst tell nothing', () => {
  const sold = days(120, (day) => (day < 40 || (day >= 80 && day < 95) ? 0 : 2))
  const exposure = guessExposure(sold, always(sold))
  expect([exposure[10], exposure[39], exposure[60], exposure[85], exposure[119]]).toEqual([0, 0, 1, 0, 1])
  const rare = days(120, (day) => (day % 20 === 19 ? 1 : 0))
  expect([...guessExposure(rare, always(rare))].every((one) => one === 1)).toBe(true)
})
