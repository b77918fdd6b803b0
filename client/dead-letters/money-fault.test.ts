import { expect, test } from 'vitest'
import { lacking, withPayment } from './add-payment.ts'
import { moneyFaultOf } from './money-fault.ts'
import { withSums } from './sums-again.ts'

const id = '0198c0de-0000-7000-8000-000000000001'
const order = {
  id,
  number: 'DT-L1-000001',
  kind: 'sale',
  source: 'pos',
  branchId: id,
  deviceId: id,
  cashierId: id,
  currency: 'USD',
  lines: [
    {
      id,
      productId: id,
      sku: 'A',
      title: 'A',
      quantity: 1,
      unitPrice: 238,
      discount: 0,
      taxRate: 0,
      total: 238,
    },
  ],
  discount: 0,
  subtotal: 338,
  tax: 0,
  total: 338,
  payments: [{ type: 'cash', amount: 338, tendered: 338, change: 0 }],
  createdAt: '2026-03-14T09:30:00.000Z',
}

test('[O5] sums and payments that do not add up are told before an order is sent, not after', () => {
  const told = (payload: object, collection = 'orders') => moneyFaultOf(collection, { ...payload })
  expect(told(order)).toEqual({ kind: 'sums' })
  const summed = withSums(order) ?? {}
  expect(told(summed)).toEqual({ kind: 'payments', paid: 338, total: 238 })
  const paid = (payment: object) => ({ ...summed, payments: [{ type: 'cash', ...payment }] })
  expect(told(paid({ amount: 238, tendered: 338, change: 0 }))).toEqual({ kind: 'tendered' })
  expect(told(paid({ amount: 238, tendered: 338, change: 100 }))).toBeNull()
  expect(told(order, 'products')).toBeNull()
  expect(told({ ...order, total: '338' })).toBeNull()
})

test('a sale whose payment was lost gets one of what it lacks; one that was paid too much gets none', () => {
  const unpaid = { ...withSums(order), payments: [] }
  const lacks = lacking(moneyFaultOf('orders', unpaid))
  expect(lacks).toBe(238)
  expect(moneyFaultOf('orders', withPayment(unpaid, 238))).toBeNull()
  const half = { ...unpaid, payments: [{ type: 'card', amount: 100 }] }
  expect(lacking(moneyFaultOf('orders', half))).toBe(138)
  expect(moneyFaultOf('orders', withPayment(half, 138))).toBeNull()
  expect(lacking(moneyFaultOf('orders', { ...withSums(order) })), 'more than the total').toBeNull()
  expect(lacking(moneyFaultOf('orders', order)), 'wrong sums').toBeNull()
  expect(withPayment({}, 1)).toEqual({ payments: [{ type: 'cash', amount: 1 }] })
})

test('a discount that is larger than its line or the sale is said to be, since no computing mends it', () => {
  const dear = { ...order, lines: [{ ...order.lines[0], discount: 239, total: -1 }] }
  expect(moneyFaultOf('orders', { ...order, discount: 239 })).toEqual({ kind: 'discount' })
  expect(moneyFaultOf('orders', { ...order, discount: 238 })).toEqual({ kind: 'sums' })
  // A total below zero is a field that does not fit, and said as such.
  expect(moneyFaultOf('orders', dear)).toBeNull()
  const line = { ...order.lines[0], discount: 239, total: 0 }
  expect(moneyFaultOf('orders', { ...order, lines: [line] })).toEqual({ kind: 'discount' })
})
