import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minor } from '../../../shared/basics/scalars.ts'
import { amountOf } from './amount.ts'
import { priceText } from './price-text.ts'

test('a price that is written is read as the same amount, whatever the decimals of the currency', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e11 }), fc.constantFrom(0, 2, 3), (amount, digits) => {
      expect(amountOf(priceText(amount as Minor, digits), digits)).toBe(amount)
    }),
  )
  expect(priceText(5 as Minor, 2)).toBe('0.05')
})
