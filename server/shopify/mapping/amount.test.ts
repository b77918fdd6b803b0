import { expect, test } from 'vitest'
import { amountOf } from './amount.ts'

test.each([
  ['59.00', 2, 5_900],
  ['59.0', 2, 5_900],
  ['25', 2, 2_500],
  [25, 2, 2_500],
  [89.99, 2, 8_999],
  ['0.07', 2, 7],
  ['1.1000', 2, 110],
  ['1000', 0, 1_000],
  ['1000.00', 0, 1_000],
  ['1.234', 3, 1_234],
])('%j with %i decimals is %i', (written, digits, minor) => {
  expect(amountOf(written, digits)).toBe(minor)
})

test.each([
  ['1e3'],
  ['-1'],
  ['1,50'],
  [' 1'],
  [''],
  ['1.'],
  ['.5'],
  ['NaN'],
  [Infinity],
  [null],
  [{}],
  ['1.005'],
  ['99999999999999'],
])('%j is no amount', (written) => {
  expect(amountOf(written, 2)).toBeUndefined()
})
