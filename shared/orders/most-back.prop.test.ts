import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settleOrder } from './settle.ts'
import type { OrderFacts } from './settle.ts'
import { Order } from './order.ts'
import { originalOf } from './settle.ts'

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const refundNames = { kind: 'refund', refundOf: idOf(1), reason: 'faulty', number: 'DT-L1-000002' } as const

/** A sale of one line, some of its price let go. */
const someSale = fc
  .record({ sold: fc.integer({ min: 1, max: 9 }), price: fc.integer({ min: 1, max: 900 }), off: fc.nat(900) })
  .map(({ sold, price, off }) => ({ sold, price, discount: Math.min(off, sold * price) }))
type Sale = { sold: number; price: number; discount: number }

const orderOf = (more: object, quantity: number, price: number, discount: number): Order => {
  const total = quantity * price - discount
  const names = { productId: idOf(3), sku: 'S', title: 'T', taxRate: 0 }
  return Order.parse({
    id: idOf(1),
    number: 'DT-L1-000001',
    kind: 'sale',
    source: 'pos',
    branchId: idOf(4),
    deviceId: idOf(5),
    cashierId: idOf(6),
    currency: 'USD',
    lines: [{ id: idOf(2), ...names, quantity, unitPrice: price, discount, total, restock: true }],
    discount: 0,
    subtotal: total,
    tax: 0,
    total,
    payments: [{ type: 'cash', amount: total }],
    createdAt: '2026-01-01T00:00:00.000Z',
    ...more,
  })
}

/** Gives pieces of the sale back for some money each, and says which of it the server took. */
function giveBackAll(
  sale: Sale,
  refunds: readonly { pieces: number; money: number }[],
): { pieces: number; money: number }[] {
  const facts: OrderFacts = {
    currency: 'USD',
    products: new Map([[idOf(3), { price: sale.price, taxRate: 0, archived: false }]]),
    onHand: new Map(),
    originals: new Map([[idOf(1), originalOf(orderOf({}, sale.sold, sale.price, sale.discount), true)]]),
  }
  return refunds.filter(({ pieces, money }, index) => {
    const refund = orderOf({ ...refundNames, id: idOf(100 + index) }, pieces, sale.price, 0)
    const [line] = refund.lines
    const most = pieces * sale.price
    const lines = [{ ...line, refundOf: idOf(2), discount: most - money, total: money }]
    const sums = { subtotal: money, total: money, payments: [{ type: 'cash', amount: money }] }
    const decision = settleOrder(Order.parse({ ...refund, lines, ...sums }), facts)
    expect(decision.kind).not.toBe('rejected')
    return decision.kind === 'accepted'
  })
}

const someRefunds = (sale: Sale) =>
  fc.array(
    fc
      .record({ pieces: fc.integer({ min: 1, max: sale.sold }), of: fc.integer({ min: 0, max: 1000 }) })
      .map(({ pieces, of }) => ({ pieces, money: Math.round((pieces * sale.price * of) / 1000) })),
    { minLength: 1, maxLength: 9 },
  )
const paidFor = ({ sold, price, discount }: Sale) => sold * price - discount

test('[O6] a piece gives back its share of what its line was paid, and no more than pieces before it left behind', () => {
  let refused = 0
  let taken = 0
  fc.assert(
    fc.property(
      someSale.chain((sale) => someRefunds(sale).map((refunds) => ({ sale, refunds }))),
      ({ sale, refunds }) => {
        const accepted = giveBackAll(sale, refunds)
        refused += refunds.length - accepted.length
        taken += accepted.length
        const share = paidFor(sale) / sale.sold
        let pieces = 0
        let money = 0
        for (const one of accepted) {
          const leftBehind = Math.max(0, share * pieces - money)
          expect(one.money).toBeLessThan(share * one.pieces + leftBehind + 1)
          pieces += one.pieces
          money += one.money
        }
        expect(pieces).toBeLessThanOrEqual(sale.sold)
        expect(money).toBeLessThanOrEqual(paidFor(sale))
      },
    ),
    { numRuns: 500 },
  )
  expect(Math.min(refused, taken)).toBeGreaterThan(200)
})

test('[O6] what lanes that know nothing of each other give back is taken while money is left, in any order', () => {
  fc.assert(
    fc.property(
      someSale.chain((sale) =>
        fc.array(fc.integer({ min: 1, max: sale.sold }), { maxLength: 9 }).map((all) => ({ sale, all })),
      ),
      ({ sale, all }) => {
        const paid = paidFor(sale)
        let left = { pieces: sale.sold, money: paid }
        const refunds = all.map((pieces) => ({ pieces, money: Math.round((paid * pieces) / sale.sold) }))
        const fitting = refunds.filter(({ pieces, money }) => {
          if (pieces > left.pieces || money > left.money) return false
          left = { pieces: left.pieces - pieces, money: left.money - money }
          return true
        })
        expect(giveBackAll(sale, refunds)).toEqual(fitting)
      },
    ),
    { numRuns: 500 },
  )
})

test('[O6] the last piece takes what is left, however little those before it were given', () => {
  fc.assert(
    fc.property(someSale, fc.nat(), (sale, drawn) => {
      const paid = paidFor(sale)
      const first = sale.sold === 1 ? 0 : drawn % (Math.floor((paid * (sale.sold - 1)) / sale.sold) + 1)
      const rest = { pieces: 1, money: Math.min(paid - first, sale.price) }
      const refunds = sale.sold === 1 ? [rest] : [{ pieces: sale.sold - 1, money: first }, rest]
      expect(giveBackAll(sale, refunds)).toEqual(refunds)
    }),
  )
})
