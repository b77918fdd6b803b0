import { expect, test } from 'vitest'
import { addType, ownTypes, toggleType } from './types-of-payment.ts'

test('a usual way goes and comes back before those that the branch named', () => {
  expect(toggleType(['cash', 'card', 'Voucher'], 'card')).toEqual(['cash', 'Voucher'])
  expect(toggleType(['cash', 'Voucher'], 'transfer')).toEqual(['cash', 'transfer', 'Voucher'])
  expect(toggleType(['Voucher'], 'cash')).toEqual(['cash', 'Voucher'])
  expect(ownTypes(['cash', 'Voucher'])).toEqual(['Voucher'])
})

test('another way is added once, a usual one under its own name, and none that the till uses itself', () => {
  expect(addType(['cash'], 'Voucher')).toEqual(['cash', 'Voucher'])
  expect(addType(['cash', 'Voucher'], 'voucher')).toBeNull()
  expect(addType(['cash', 'Voucher'], 'CARD')).toEqual(['cash', 'card', 'Voucher'])
  expect(addType(['cash'], 'Cash')).toBeNull()
  expect(addType(['cash'], 'rounding')).toBeNull()
  expect(addType(['cash'], 'x'.repeat(41))).toBeNull()
})
