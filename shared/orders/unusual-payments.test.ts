import { expect, test } from 'vitest'
import { OrderFact } from './order.ts'
import { unusualPayments } from './unusual-payments.ts'

const branch = { paymentTypes: ['cash', 'card'], cashRounding: 5 }

function flagsOf(payments: object[], refundOf: string | null = null, settings = branch): string[] {
  const parsed = OrderFact.shape.payments.parse(payments)
  return unusualPayments({ payments: parsed, refundOf }, settings)
}
const rounded = (size: number, up = false) => ({
  type: 'rounding',
  amount: up ? 0 : size,
  tendered: size,
  change: up ? size : 0,
})

test('[O1] a sale is paid in the ways of its branch; money goes back the way it came', () => {
  expect(
    flagsOf([
      { type: 'card', amount: 5 },
      { type: 'cash', amount: 5 },
    ]),
  ).toEqual([])
  expect(flagsOf([{ type: 'goodwill', amount: 10 }])).toEqual(['payment_type_unknown'])
  expect(flagsOf([{ type: 'goodwill', amount: 10 }], 'sale')).toEqual([])
  expect(flagsOf([{ type: 'cash', amount: 10 }], null, { ...branch, paymentTypes: ['card'] })).toEqual([])
})

test('[O1] rounding lets go of less than a coin, and keeps less than one', () => {
  for (const up of [false, true]) {
    expect(flagsOf([rounded(4, up)])).toEqual([])
    expect(flagsOf([rounded(5, up)])).toEqual(['rounding_too_large'])
    expect(flagsOf([rounded(1, up)], null, { ...branch, cashRounding: 1 })).toEqual(['rounding_too_large'])
  }
  expect(flagsOf([rounded(3), rounded(3)])).toEqual(['rounding_too_large'])
})
