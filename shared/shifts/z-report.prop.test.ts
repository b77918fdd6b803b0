import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Order } from '../orders/order.ts'
import { growShift } from './grow-shift.ts'
import type { CashMovement, Shift } from './shift.ts'
import { ZReport, zReport } from './z-report.ts'

const amount = fc.integer({ min: 0, max: 1_000_000 })
const movements = fc.array(fc.record({ direction: fc.constantFrom('in', 'out'), amount }), { maxLength: 8 })
const orders = fc.array(
  fc.record({
    kind: fc.constantFrom('sale', 'refund'),
    mine: fc.boolean(),
    cash: amount,
    card: amount,
    change: amount,
    taxRate: fc.constantFrom(0, 825, 2_000),
    status: fc.constantFrom('pending', 'accepted', 'conflict', 'rejected', 'cancelled'),
  }),
  { maxLength: 20 },
)

test('expected is float and cash sales less cash refunds, with what was put in and taken out; every order is told of', () => {
  let sold = 0
  fc.assert(
    fc.property(amount, movements, orders, (openingFloat, cashMovements, drawn) => {
      const shift = { id: 'shift', openingFloat, cashMovements } as unknown as Shift
      const all = drawn.map(({ kind, mine, cash, card, change, taxRate, status }, index) => ({
        id: `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`,
        number: String(index),
        kind,
        shiftId: mine ? 'shift' : null,
        lines: [{ total: cash + card, taxRate }],
        discount: 0,
        total: cash + card,
        payments: [
          { type: 'cash', amount: cash, tendered: cash + change, change },
          { type: 'card', amount: card },
        ],
        status,
      })) as unknown as Order[]
      const z = zReport(shift, all, { currency: 'USD', asOf: '2026-11-21T18:00:00.000Z' })
      expect(ZReport.safeParse(z).error).toBe(undefined)
      const sum = (of: (one: (typeof drawn)[number]) => number) =>
        drawn.filter(({ mine }) => mine).reduce((total, one) => total + of(one), 0)
      const cashOf = (wanted: string) => sum(({ kind, cash }) => (kind === wanted ? cash : 0))
      const put = (wanted: string) =>
        cashMovements.reduce((total, one) => total + (one.direction === wanted ? one.amount : 0), 0)
      expect(z.expected).toEqual([
        {
          currency: 'USD',
          amount: openingFloat + cashOf('sale') - cashOf('refund') + put('in') - put('out'),
        },
      ])
      // Payments by type and taxed amounts come to the same as the orders.
      expect(z.payments.reduce((total, one) => total + one.sales, 0)).toBe(z.sales.total)
      expect(z.taxes.reduce((total, one) => total + one.gross, 0)).toBe(z.sales.total - z.refunds.total)
      expect(z.openCount).toBe(sum(({ status }) => (status === 'accepted' ? 0 : 1)))
      sold += z.sales.count
    }),
  )
  expect(sold).toBeGreaterThan(50)
})

test('[U3] a shift told piece by piece, twice and out of turn, ends as its lane wrote it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.infiniteStream(fc.nat(20)), (steps, chance) => {
      const movement = (index: number) => ({ id: `m${index}` }) as unknown as CashMovement
      // What the lane wrote, one state after the other; the last one is closed.
      const written = Array.from({ length: steps + 1 }, (_, count) => ({
        id: 'shift',
        cashMovements: Array.from({ length: count }, (_none, index) => movement(index)),
        closedAt: count === steps ? 'closed' : null,
        closedBy: null,
      })) as unknown as Shift[]
      const late = written.slice(0, -1).filter(() => (chance.next().value ?? 0) > 10)
      const arrivals = [...written, ...late]
      const told = arrivals.reduce((known, state) => growShift(known, state))
      expect(told).toMatchObject({ closedAt: 'closed', cashMovements: written.at(-1)!.cashMovements })
    }),
  )
})
