import { expect, test } from 'vitest'
import { daysRemaining, rangeOfDays } from './days-of-stock.ts'
import { countQuantile } from './count-quantile.ts'
import { fullShelf, planOrders, reorderPointOf } from './plan-orders.ts'
import { differs, shownPace } from './shown-pace.ts'

const supply = { leadDays: 7, coverDays: 14, service: 0.95 }
const pace = { perDay: 2, dailySpread: 1, spreadPerDay: 0 }
const shelf = { point: 10, full: 30, perDay: 2 }

test('the point to order at is what the lead time asks for in so many cases', () => {
  // 14 on the mean: the 95 % quantile of Poisson(14) is 20.
  expect(reorderPointOf(pace, supply)).toBe(20)
  expect(reorderPointOf({ ...pace, dailySpread: 3 }, supply)).toBeGreaterThan(24)
  expect(reorderPointOf({ ...pace, perDay: 0 }, supply)).toBeNull()
  expect(reorderPointOf(pace, { ...supply, leadDays: 0 })).toBe(0)
  expect(fullShelf(pace, supply)).toBeGreaterThan(45)
})

test('quantiles of counts: Poisson, negative binomial, and large ones', () => {
  expect([0.5, 0.95, 0.99].map((p) => countQuantile(3, 3, p))).toEqual([3, 6, 8])
  // Negative binomial with mean 3 and variance 9: of R's qnbinom(p, size = 1.5, mu = 3).
  expect([0.5, 0.9, 0.95].map((p) => countQuantile(3, 9, p))).toEqual([2, 7, 9])
  // qpois(0.95, 400) is 433.
  expect(Math.abs(countQuantile(400, 400, 0.95) - 433)).toBeLessThanOrEqual(1)
  expect(countQuantile(0, 0, 0.95)).toBe(0)
})

test('days of stock have a range around them that what is unknown widens', () => {
  expect(daysRemaining(15, 2)).toBe(7.5)
  expect(daysRemaining(100, 3)).toBe(33)
  expect(daysRemaining(5, 0)).toBeNull()
  expect(daysRemaining(1_000_000, 0.01)).toBe(999)
  const narrow = rangeOfDays(pace, 40)
  const wide = rangeOfDays({ ...pace, dailySpread: 4 }, 40)
  expect(narrow!.low).toBeLessThan(20)
  expect(narrow!.high).toBeGreaterThan(20)
  expect(wide!.low).toBeLessThan(narrow!.low)
  expect(wide!.high).toBeGreaterThan(narrow!.high)
  expect(rangeOfDays(pace, 0)).toEqual({ low: 0, high: 0 })
})

test('what one branch has too much of goes where it lacks, and the rest is ordered', () => {
  expect(
    planOrders([
      { ...shelf, branchId: 'a', onHand: 4 },
      { ...shelf, branchId: 'b', onHand: 45 },
      { ...shelf, branchId: 'c', onHand: 5, perDay: 0, point: null, full: 0 },
      { ...shelf, branchId: 'd', onHand: 11 },
    ]),
  ).toEqual({
    transfers: [
      { from: 'c', to: 'a', quantity: 5 },
      { from: 'b', to: 'a', quantity: 15 },
    ],
    orders: [{ branchId: 'a', quantity: 6 }],
  })
})

test('a shelf with a point by hand is filled above it, however slowly it sells', () => {
  expect(planOrders([{ branchId: 'a', onHand: 3, point: 12, full: 5, perDay: 0.1 }])).toEqual({
    transfers: [],
    orders: [{ branchId: 'a', quantity: 9 }],
  })
  expect(planOrders([{ branchId: 'a', onHand: 12, point: 12, full: 12, perDay: 1 }]).orders).toEqual([])
})

test('[L4] what nobody would see is no change', () => {
  const before = { kind: 'smooth', perDay: 3, point: 30 } as const
  expect(differs(before, { ...before, perDay: 3.1 }, 0.05)).toBe(false)
  expect(differs(before, { ...before, perDay: 3.3 }, 0.05)).toBe(true)
  expect(differs(before, { ...before, point: 31 }, 0.05)).toBe(false)
  expect(differs(before, { ...before, point: null }, 0.05)).toBe(true)
  expect(differs(before, { ...before, kind: 'fading' }, 0.05)).toBe(true)
  expect([0.0049, 0.123, 4.567, 45.67, 4567.8].map(shownPace)).toEqual([0, 0.12, 4.6, 45.7, 4570])
})
