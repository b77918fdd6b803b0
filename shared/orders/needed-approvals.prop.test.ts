import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minor, Quantity } from '../basics/scalars.ts'
import { settingsOf } from '../branches/branch.ts'
import { isOver, neededApprovals } from './needed-approvals.ts'

const line = fc.record({
  productId: fc.constantFrom('a', 'b'),
  quantity: fc.integer({ min: 1, max: 100_000 }) as fc.Arbitrary<Quantity>,
  unitPrice: fc.integer({ min: 0, max: 1e9 }) as fc.Arbitrary<Minor>,
  discount: fc.integer({ min: 0, max: 1e9 }) as fc.Arbitrary<Minor>,
})
const order = fc.record({
  kind: fc.constant('sale' as const),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  discount: fc.integer({ min: 0, max: 1e9 }) as fc.Arbitrary<Minor>,
  subtotal: fc.integer({ min: 0, max: 1e11 }) as fc.Arbitrary<Minor>,
  total: fc.integer({ min: 0, max: 1e11 }) as fc.Arbitrary<Minor>,
})
const bp = fc.integer({ min: 0, max: 10_000 })
const limits = fc
  .record({ lineDiscountBp: bp, cartDiscountBp: bp, priceOverrideBp: bp })
  .map((some) => settingsOf({ limits: some }).limits)
const price = fc.integer({ min: 0, max: 1e9 })

test('what needs nobody under a strict limit needs nobody under a wider one', () => {
  let asked = 0
  fc.assert(
    fc.property(order, limits, bp, price, (some, strict, more, each) => {
      const wider = {
        ...strict,
        lineDiscountBp: (strict.lineDiscountBp + more) as typeof strict.lineDiscountBp,
        cartDiscountBp: (strict.cartDiscountBp + more) as typeof strict.cartDiscountBp,
        priceOverrideBp: (strict.priceOverrideBp + more) as typeof strict.priceOverrideBp,
      }
      const before = neededApprovals(some, strict, () => each)
      asked += before.length
      for (const kind of neededApprovals(some, wider, () => each)) expect(before).toContain(kind)
    }),
  )
  expect(asked).toBeGreaterThan(0)
})

test('no discount at the catalogue’s price never needs anybody, whatever the limits', () => {
  fc.assert(
    fc.property(order, limits, (some, strict) => {
      const plain = {
        ...some,
        discount: 0 as Minor,
        lines: some.lines.map((one) => ({ ...one, discount: 0 as Minor })),
      }
      const prices = new Map<string, Minor>(plain.lines.map((one) => [one.productId, one.unitPrice]))
      const alone = {
        ...plain,
        lines: plain.lines.filter((one) => prices.get(one.productId) === one.unitPrice),
      }
      expect(neededApprovals(alone, strict, (id) => prices.get(id) ?? null)).toEqual([])
    }),
  )
})

test('over is more than the share, by less than a unit of rounding', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 0, max: 1e9 }),
      bp,
      (taken, whole, limit) => {
        const exact = (whole * limit) / 10_000
        if (taken > exact + 0.5) expect(isOver(taken, whole, limit)).toBe(true)
        if (taken <= exact) expect(isOver(taken, whole, limit)).toBe(false)
      },
    ),
  )
})
