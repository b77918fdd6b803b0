import { expect, test } from 'vitest'
import { coversOrder } from './covers-order.ts'

const line = { id: 'l', quantity: 2, unitPrice: 1000, discount: 0 }
const order = (changes: object) =>
  ({ lines: [line], discount: 0, subtotal: 2000, total: 2000, ...changes }) as never

test('[A3] what the desk allowed is the most that an order may take', () => {
  const price = { kind: 'price_override', before: 1500, after: 1000, lineId: 'l' }
  expect(coversOrder(price, order({}))).toBe(true)
  expect(coversOrder(price, order({ lines: [{ ...line, unitPrice: 999 }] }))).toBe(false)
  const refund = { kind: 'refund', before: 0, after: 2000, lineId: null }
  expect(coversOrder(refund, order({}))).toBe(true)
  expect(coversOrder(refund, order({ total: 2001 }))).toBe(false)
  const off = { kind: 'line_discount', before: 1000, after: 800, lineId: 'l' }
  const taken = (discount: number) => order({ lines: [{ ...line, discount }] })
  expect([400, 401, 402].map((discount) => coversOrder(off, taken(discount)))).toEqual([true, true, false])
  expect(coversOrder({ ...off, lineId: null }, taken(1))).toBe(false)
  const whole = { kind: 'cart_discount', before: 4000, after: 3000, lineId: null }
  expect([500, 502].map((discount) => coversOrder(whole, order({ discount })))).toEqual([true, false])
})

test('[A3] an allowance is for so many pieces of its product, over all lines', () => {
  const pieces = (quantity: number, productId = 'p') => ({ ...line, id: `${quantity}`, quantity, productId })
  const three = { kind: 'allowance', before: '1', after: '3', lineId: 'l', productId: 'p' }
  expect(coversOrder(three, order({ lines: [pieces(1), pieces(2)] }))).toBe(true)
  expect(coversOrder(three, order({ lines: [pieces(2), pieces(2)] }))).toBe(false)
  expect(coversOrder(three, order({ lines: [pieces(3), pieces(9, 'other')] }))).toBe(true)
  expect(coversOrder({ ...three, productId: null }, order({ lines: [pieces(1)] }))).toBe(false)
  for (const after of ['many', '', 'Infinity', 3])
    expect(coversOrder({ ...three, after }, order({ lines: [pieces(1)] }))).toBe(false)
})

test('a word about a line that is gone takes nothing; words are no amount, and other kinds are no order', () => {
  expect(coversOrder({ kind: 'price_override', before: 2, after: 1, lineId: 'gone' }, order({}))).toBe(true)
  expect(coversOrder({ kind: 'refund', before: 'a', after: 'lot', lineId: null }, order({}))).toBe(false)
  expect(coversOrder({ kind: 'cash_out', before: 0, after: 9000, lineId: null }, order({}))).toBe(false)
})
