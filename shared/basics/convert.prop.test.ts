import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastWorth, worthOf } from './convert.ts'
import type { Minor } from './scalars.ts'

const exchange = fc.record({
  rate: fc.oneof(fc.double({ min: 1e-7, max: 1e6, noNaN: true }), fc.constantFrom(1, 1.08, 12_650.5, 7.9e-5)),
  digits: fc.integer({ min: 0, max: 3 }),
  ownDigits: fc.integer({ min: 0, max: 3 }),
})

test('the least amount that is worth what is owed is worth it, and one unit less is not', () => {
  let seen = 0
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), exchange, (owed, by) => {
      const least = leastWorth(owed as Minor, by)
      // Beyond that no amount of money is meant, and a number is no longer exact.
      fc.pre(least < Number.MAX_SAFE_INTEGER)
      seen += 1
      expect(worthOf(least, by)).toBeGreaterThanOrEqual(owed)
      expect(worthOf((least - 1) as Minor, by)).toBeLessThan(owed)
    }),
  )
  expect(seen).toBeGreaterThan(50)
})

test('a worth is exact by the rate as it is written, and rounded half up', () => {
  const dollars = (amount: number, rate: number) =>
    worthOf(amount as Minor, { rate, digits: 2, ownDigits: 2 })
  expect(dollars(2000, 1.08)).toBe(2160)
  // 1.005 is less than that in binary: a half must not fall down for it.
  expect(dollars(100, 1.005)).toBe(101)
  expect(dollars(1, 0.4999)).toBe(0)
  expect(worthOf(100 as Minor, { rate: 12_650.5, digits: 2, ownDigits: 2 })).toBe(1_265_050)
  expect(worthOf(1_000_000 as Minor, { rate: 7.9e-5, digits: 2, ownDigits: 2 })).toBe(79)
  // A yen has no cents.
  expect(worthOf(150 as Minor, { rate: 0.0065, digits: 0, ownDigits: 2 })).toBe(98)
})
