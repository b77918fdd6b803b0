import { expect, test } from 'vitest'
import { inStockShare, openDays } from './days-of-sale.ts'

test('a day without sales was closed where others bring many, and open where they bring few', () => {
  const busy = Array.from({ length: 28 }, (_, day) => (day % 7 === 6 || day === 9 ? 0 : 40))
  const open = openDays(busy, 0)
  expect([open[0], open[6], open[9], open[13]]).toEqual([1, 0, 0, 0])
  const quiet = Array.from({ length: 28 }, (_, day) => (day % 3 === 0 ? 1 : 0))
  expect([...openDays(quiet, 0)].every((one) => one === 1)).toBe(true)
  expect([...openDays([0, 0, 40, 40], 0)]).toEqual([0, 0, 1, 1])
})

test('a shelf counts for the hours in which something lay on it', () => {
  const hours = { first: 600, last: 1_200 }
  const of = (wasThere: boolean, isThere: boolean, filledAt: number | null, emptiedAt: number | null) =>
    inStockShare({ wasThere, isThere, filledAt, emptiedAt }, hours)
  expect(of(true, true, 700, null)).toBe(1)
  expect(of(true, false, null, 900)).toBe(0.5)
  expect(of(false, true, 750, null)).toBe(0.75)
  expect(of(false, false, 750, 900)).toBe(0.25)
  expect(of(false, false, null, null)).toBe(0)
  expect(inStockShare({ wasThere: true, isThere: false, filledAt: null, emptiedAt: 700 }, null)).toBeLessThan(
    1,
  )
})
