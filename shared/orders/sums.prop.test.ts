import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BasisPoints, Minor, Quantity } from '../basics/scalars.ts'
import { shareByLargestRemainder } from '../basics/share.ts'
import { sumsOf, taxContained } from './sums.ts'

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 1000 }),
  unitPrice: fc.integer({ min: 0, max: 10_000_000 }),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  taxRate: fc.integer({ min: 0, max: 10_000 }),
})

test('[O5] subtotal less discount is the total, and the tax lies within it', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (drawn, part) => {
        const lines = drawn.map(({ part: share, ...rest }) => ({
          quantity: rest.quantity as Quantity,
          unitPrice: rest.unitPrice as Minor,
          taxRate: rest.taxRate as BasisPoints,
          discount: Math.floor(rest.quantity * rest.unitPrice * share) as Minor,
        }))
        const whole = sumsOf(lines, 0 as Minor).subtotal
        const discount = Math.floor(whole * part) as Minor
        const sums = sumsOf(lines, discount)
        expect(sums.subtotal).toBe(sums.lineTotals.reduce((sum, total) => sum + total, 0))
        expect(sums.total).toBe(sums.subtotal - discount)
        expect(sums.tax).toBeGreaterThanOrEqual(0)
        expect(sums.tax).toBeLessThanOrEqual(sums.total)
      },
    ),
  )
})

test('[O5] the shares of an amount add up to it and none is a whole unit off its proportion', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), weights, (amount, parts) => {
      const whole = parts.reduce((sum, part) => sum + part, 0)
      fc.pre(whole > 0)
      const shares = shareByLargestRemainder(amount as Minor, parts as Minor[])
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount)
      shares.forEach((share, index) => {
        expect(Math.abs(share - (amount * parts[index]!) / whole)).toBeLessThan(1)
      })
    }),
  )
})

test('[O5] tax contained in an amount is rounded half up', () => {
  expect(taxContained(120 as Minor, 2000 as BasisPoints)).toBe(20)
  // 1.5 of 3 at 100 %: half up.
  expect(taxContained(3 as Minor, 10_000 as BasisPoints)).toBe(2)
  expect(taxContained(1 as Minor, 2000 as BasisPoints)).toBe(0)
  expect(taxContained(0 as Minor, 2000 as BasisPoints)).toBe(0)
})

test('[O5] a discount larger than what it is taken from is an error', () => {
  const priced = { quantity: 1 as Quantity, unitPrice: 100 as Minor, taxRate: 0 as BasisPoints }
  expect(() => sumsOf([{ ...priced, discount: 101 as Minor }], 0 as Minor)).toThrow(RangeError)
  expect(() => sumsOf([{ ...priced, discount: 0 as Minor }], 101 as Minor)).toThrow(RangeError)
})
