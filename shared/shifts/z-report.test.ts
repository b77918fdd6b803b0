import { expect, test } from 'vitest'
import type { Order } from '../orders/order.ts'
import { amendmentOf } from './amendment.ts'
import { denominationsOf, worthOfCount } from './denominations.ts'
import type { Shift } from './shift.ts'
import { zReport } from './z-report.ts'

const asOf = '2026-11-21T18:00:00.000Z'
const shift = {
  id: 'shift',
  openingFloat: 10_000,
  cashMovements: [
    { direction: 'in', amount: 500 },
    { direction: 'out', amount: 2_000 },
  ],
} as unknown as Shift

let counter = 0
function order(more: object): Order {
  counter += 1
  return {
    id: `order-${counter}`,
    number: `DT-L1-${String(counter).padStart(6, '0')}`,
    kind: 'sale',
    shiftId: 'shift',
    lines: [{ total: 1_000, taxRate: 2_000 }],
    discount: 0,
    total: 1_000,
    payments: [{ type: 'cash', amount: 1_000, tendered: 2_000, change: 1_000 }],
    status: 'accepted',
    ...more,
  } as unknown as Order
}

const report = (orders: Order[]) => zReport(shift, orders, { currency: 'USD', asOf })

test('a report counts what its own shift did, by kind of money, and says what the drawer must hold', () => {
  const z = report([
    order({}),
    order({ payments: [{ type: 'card', amount: 1_000 }] }),
    order({
      kind: 'refund',
      total: 300,
      lines: [{ total: 300, taxRate: 0 }],
      payments: [{ type: 'cash', amount: 300 }],
    }),
    order({ shiftId: 'another' }),
    order({ shiftId: null }),
  ])
  expect(z).toMatchObject({
    sales: { count: 2, total: 2_000 },
    refunds: { count: 1, total: 300 },
    payments: [
      { type: 'cash', currency: 'USD', sales: 1_000, refunds: 300, notes: null },
      { type: 'card', currency: 'USD', sales: 1_000, refunds: 0, notes: null },
    ],
    cashIn: 500,
    cashOut: 2_000,
    expected: [{ currency: 'USD', amount: 10_000 + 1_000 - 300 + 500 - 2_000 }],
    taxes: [
      { rate: 2_000, gross: 2_000, tax: 334 },
      { rate: 0, gross: -300, tax: 0 },
    ],
    openCount: 0,
  })
})

test('notes of a second currency stay apart, and rounding is told by itself', () => {
  const euro = { type: 'cash', amount: 1_000, tendered: 1_000, change: 80, currency: 'EUR', rate: 1.08 }
  const rounded = { type: 'rounding', amount: 0, tendered: 2, change: 2 }
  const z = report([
    order({ payments: [euro] }),
    order({ payments: [{ type: 'cash', amount: 1_000 }, rounded] }),
  ])
  expect(z.payments).toMatchObject([
    { type: 'cash', currency: 'USD', sales: 1_000 },
    { type: 'cash', currency: 'EUR', sales: 1_000, notes: 1_000 },
  ])
  expect(z.rounding).toBe(2)
  expect(z.expected).toEqual([
    { currency: 'USD', amount: 10_000 + 500 - 2_000 + 1_000 + 2 - 80 },
    { currency: 'EUR', amount: 1_000 },
  ])
})

test('what was refused is named, and its money counted all the same', () => {
  const z = report([order({ status: 'rejected' }), order({ status: 'pending' }), order({})])
  expect(z.sales.count).toBe(3)
  expect(z.open.map(({ status }) => status)).toEqual(['rejected', 'pending'])
})

test('what changed after the close is an amendment: settled since, or not known then', () => {
  const waiting = order({ status: 'pending' })
  const refused = order({ status: 'pending' })
  const quiet = order({})
  const closing = report([waiting, refused, quiet])
  const states = { [waiting.id]: 'accepted', [refused.id]: 'rejected' } as Record<string, Order['status']>
  const later = [{ ...waiting, status: 'accepted' }, { ...refused, status: 'rejected' }, quiet] as Order[]
  const stateOf = (id: string) => states[id] ?? null
  expect(amendmentOf(closing, report([waiting, refused, quiet]), () => 'pending')).toBe(null)
  expect(amendmentOf(closing, report(later), stateOf)).toMatchObject({
    settled: [
      { number: waiting.number, status: 'pending', now: 'accepted' },
      { number: refused.number, now: 'rejected' },
    ],
    added: { count: 0 },
  })
  expect(amendmentOf(closing, report([...later, order({})]), stateOf)?.added).toEqual({
    count: 1,
    total: 1_000,
  })
  // A device that has pruned its old orders knows less than the report, not something else.
  expect(amendmentOf(closing, report([]), () => null)).toBe(null)
})

test('every currency has its coins and notes, the largest first', () => {
  for (const [currency, digits] of [
    ['USD', 2],
    ['UZS', 2],
    ['CHF', 2],
    ['JPY', 0],
    ['KWD', 3],
  ] as const) {
    const values = denominationsOf(currency, digits)
    expect(values.length).toBeGreaterThan(6)
    expect(values).toEqual([...new Set(values)].toSorted((a, b) => b - a))
  }
  expect(denominationsOf('USD', 2)[0]).toBe(10_000)
  expect(
    worthOfCount([
      { value: 500, pieces: 3 },
      { value: 1, pieces: 7 },
    ] as never),
  ).toBe(1_507)
})
