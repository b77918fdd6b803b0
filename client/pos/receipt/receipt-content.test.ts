import { expect, test } from 'vitest'
import { settingsOf } from '../../../shared/branches/branch.ts'
import { Order } from '../../../shared/orders/order.ts'
import { en } from '../../i18n/en.ts'
import { ru } from '../../i18n/ru.ts'
import { translator } from '../../i18n/translate.ts'
import { idOf } from '../testing/products.ts'
import { receiptContent } from './receipt-content.ts'
import type { ReceiptFacts, ReceiptWords } from './receipt-content.ts'
import { reprints } from './reprints.ts'

const words: ReceiptWords = {
  t: translator(en, 'en'),
  number: String,
  money: (amount, currency) => `${currency} ${(amount / 100).toFixed(2)}`,
  fullMoment: (instant) => String(instant).slice(0, 16),
  typeName: (type) => type,
}
const line = (n: number, taxRate: number, total: number, discount = 0) => ({
  id: idOf(n),
  productId: idOf(n + 100),
  sku: `S-${n}`,
  title: `Shirt ${n}`,
  quantity: 2,
  unitPrice: (total + discount) / 2,
  discount,
  taxRate,
  total,
})
const sale = Order.parse({
  id: idOf(1),
  number: 'DT-L1-000042',
  kind: 'sale',
  source: 'pos',
  branchId: idOf(2),
  deviceId: idOf(3),
  cashierId: idOf(4),
  customerId: idOf(5),
  currency: 'USD',
  lines: [line(6, 2000, 2400, 600), line(7, 700, 2140)],
  discount: 540,
  subtotal: 4540,
  tax: 476,
  total: 4000,
  payments: [
    { type: 'card', amount: 1000, tendered: 1000, change: 0 },
    { type: 'cash', amount: 3000, tendered: 5000, change: 2000 },
  ],
  approvals: [
    { kind: 'cart_discount', approverId: idOf(9), reason: 'regular', at: '2026-11-21T09:00:00.000Z' },
    { kind: 'sold_short', approverId: idOf(4), reason: 'none left', at: '2026-11-21T09:00:00.000Z' },
  ],
  createdAt: '2026-11-21T09:14:05.123Z',
})
const facts: ReceiptFacts = {
  order: sale,
  branch: {
    name: 'Downtown',
    settings: settingsOf({ address: '1 Main Street', receiptFooter: 'Come again' }),
  },
  cashier: 'Cleo',
  customer: 'Ada',
  original: null,
  approvers: new Map([[idOf(9), 'Max']]),
  copy: null,
  training: false,
}

/** The paper as text. */
function paper(given: Partial<ReceiptFacts> = {}): string[] {
  return receiptContent({ ...facts, ...given }, words).map((piece) =>
    piece.kind === 'row'
      ? `${piece.left} | ${piece.right}`
      : piece.kind === 'rule'
        ? '---'
        : piece.kind === 'codes'
          ? 'QR'
          : piece.text,
  )
}

test('a receipt says who sold what to whom, the sums, tax by rate, payments, change and who approved', () => {
  expect(paper()).toEqual([
    'Downtown',
    '1 Main Street',
    'DT-L1-000042 | 2026-11-21T09:14',
    'Cashier | Cleo',
    'Customer | Ada',
    '---',
    'Shirt 6',
    '2 × USD 15.00 | USD 30.00',
    'Discount | −USD 6.00',
    'Shirt 7',
    '2 × USD 10.70 | USD 21.40',
    '---',
    'Subtotal | USD 45.40',
    'Discount on the sale | −USD 5.40',
    'Total | USD 40.00',
    'Tax 20 % included | USD 3.53',
    'Tax 7 % included | USD 1.23',
    '---',
    'card | USD 10.00',
    'cash | USD 50.00',
    'Change | USD 20.00',
    'Approved — Discount over the limit: Max',
    'QR',
    'Come again',
  ])
})

test('a refund says so, with its receipt and reason, and a copy says which one it is', () => {
  const refund: Order = { ...sale, kind: 'refund', refundOf: idOf(8), reason: 'Faulty', approvals: [] }
  const [first, second, , third] = paper({ order: refund, original: 'DT-L1-000041', copy: 2 })
  expect([first, second, third]).toEqual(['COPY 2', 'Downtown', 'REFUND'])
  const all = paper({ order: refund, original: 'DT-L1-000041', copy: 1 })
  expect(all).toEqual(
    expect.arrayContaining(['COPY', 'Gives back | DT-L1-000041', 'Reason | Faulty', 'Paid back']),
  )
  expect(paper({ order: { ...refund, reason: 'void' } })).toContain('VOID')
})

test('a desk that knows nobody of the lane prints no line for the cashier', () => {
  expect(paper({ cashier: null }).filter((text) => text.startsWith('Cashier'))).toEqual([])
})

test('a receipt is in the language of the till', () => {
  const russian = receiptContent(facts, { ...words, t: translator(ru, 'ru') })
  expect(russian).toContainEqual({ kind: 'row', left: 'ИТОГО', right: 'USD 40.00', strong: true })
})

test('the first print of a sale is the original, every later one a copy that is counted, through a reload', () => {
  const kept = new Map<string, string>()
  const memory = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const print = (orderId: string, from: 'sale' | 'order') => reprints(memory).next(orderId, from)
  expect([print('a', 'sale'), print('a', 'sale'), print('b', 'sale'), print('a', 'order')]).toEqual([
    null,
    1,
    null,
    2,
  ])
  // Whether it was printed elsewhere nobody here knows.
  expect([print('c', 'order'), print('c', 'sale')]).toEqual([1, 2])
  kept.set('omnisync.reprints', 'not json')
  expect(print('a', 'order')).toBe(1)
})
