import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backTest, noTest } from './back-test.ts'
import { noHabits } from './demand-series.ts'

/** Numbers from 0 to below 1 that look like chance, the same in every run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function poisson(mean: number, next: () => number): number {
  let [count, left] = [0, next()]
  for (const end = Math.exp(-mean); left > end; left *= next()) count += 1
  return count
}

type World = (day: number, seed: number) => number
const week = [0.7, 0.8, 0.9, 1, 1.2, 1.6, 0.8]
const worlds: Record<string, { pace: World; out?: (day: number) => boolean; most: number }> = {
  'steady, with a week': { pace: (day) => 6 * week[day % 7]!, most: 0.98 },
  'now and then': { pace: () => 0.15, most: 0.99 },
  'empty every other fortnight': { pace: () => 2, out: (day) => day % 28 < 12, most: 0.75 },
  'a promotion two weeks before the end': { pace: (day) => (day > 128 && day < 136 ? 24 : 3), most: 0.9 },
  'gone four weeks before what is held out': { pace: (day) => (day > 120 ? 0 : 3), most: 0.6 },
  'born a month before': { pace: (day) => (day < 128 ? 0 : 4), most: 0.8 },
  growing: { pace: (day) => 2 * Math.exp(day / 150), most: 1.12 },
  waning: { pace: (day) => 8 * Math.exp(-day / 80), most: 1.1 },
}

function tested({ pace, out = () => false }: Pick<(typeof worlds)[string], 'pace' | 'out'>, products = 120) {
  const sums = noTest()
  for (let product = 0; product < products; product += 1) {
    const next = chance(product * 7_919 + 13)
    const exposure = Array.from({ length: 168 }, (_, day) => (out(day) || pace(day, product) === 0 ? 0 : 1))
    // Nobody takes goods that are gone off the shelf: theirs is there, and nobody asks.
    if (pace(150, product) === 0) exposure.fill(1)
    const sold = exposure.map((share, day) => (share === 0 ? 0 : poisson(pace(day, product), next)))
    backTest(sums, { sold, exposure, firstWeekday: 0 }, noHabits, 0.95)
  }
  return sums
}

test.for(Object.entries(worlds))('%s: beside the plain mean of thirty days', ([, world]) => {
  const sums = tested(world)
  expect(sums.weeks).toBeGreaterThan(300)
  expect(sums.ours / sums.mean).toBeLessThan(world.most)
})

test('over all of them it is better by every measure, and what it keeps suffices as often as it says', () => {
  const all = Object.values(worlds).map((world) => tested(world, 60))
  const sum = (of: keyof (typeof all)[number]) => all.reduce((total, one) => total + one[of], 0)
  expect(sum('ours') / sum('mean')).toBeLessThan(0.85)
  expect(sum('oursScaled') / sum('meanScaled')).toBeLessThan(0.97)
  expect(sum('oursPinball') / sum('meanPinball')).toBeLessThan(0.9)
  expect(sum('oursEnough') / sum('weeks')).toBeGreaterThan(0.92)
})

test('whatever was sold, sums are numbers', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ sold: fc.nat(500), exposure: fc.constantFrom(0, 0.3, 1) }), { maxLength: 90 }),
      fc.nat(6),
      (days, firstWeekday) => {
        const sums = noTest()
        const series = {
          sold: days.map(({ sold }) => sold),
          exposure: days.map(({ exposure }) => exposure),
          firstWeekday,
        }
        backTest(sums, series, noHabits, 0.95)
        for (const sum of Object.values(sums)) expect(sum).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
