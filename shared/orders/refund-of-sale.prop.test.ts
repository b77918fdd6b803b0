import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Minor } from '../basics/scalars.ts'
import { Order } from './order.ts'
import { leftOfSale, paidByType, paymentsBack, refundSums, whyNoRefund } from './refund-of-sale.ts'
import { originalOf, settleOrder } from './settle.ts'
import type { OrderFacts } from './settle.ts'
import { sumsOf } from './sums.ts'

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const someLine = fc.record({
  quantity: fc.integer({ min: 1, max: 9 }),
  unitPrice: fc.integer({ min: 0, max: 5000 }),
  discountBp: fc.integer({ min: 0, max: 10_000 }),
  taxRate: fc.constantFrom(0, 700, 2000),
})
const someSale = fc
  .record({
    lines: fc.array(someLine, { minLength: 1, maxLength: 5 }),
    discountBp: fc.integer({ min: 0, max: 10_000 }),
    cardBp: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ lines: drawn, discountBp, cardBp }) => {
    const lines = drawn.map(({ quantity, unitPrice, discountBp: off, taxRate }, n) => {
      const gross = quantity * unitPrice
      const discount = Math.floor((gross * off) / 10_000)
      const names = { id: idOf(10 + n), productId: idOf(50 + n), sku: `S${n}`, title: `T${n}` }
      return { ...names, quantity, unitPrice, discount, taxRate, total: gross - discount }
    })
    const whole = lines.reduce((sum, { total }) => sum + total, 0)
    const discount = Math.floor((whole * discountBp) / 10_000)
    const { subtotal, tax, total } = sumsOf(lines as never, discount as Minor)
    const card = Math.floor((total * cardBp) / 10_000)
    return Order.parse({
      id: idOf(1),
      number: 'DT-L1-000001',
      kind: 'sale',
      source: 'pos',
      branchId: idOf(2),
      deviceId: idOf(3),
      cashierId: idOf(4),
      currency: 'USD',
      lines,
      discount,
      subtotal,
      tax,
      total,
      payments: [
        { type: 'card', amount: card },
        { type: 'cash', amount: total - card },
      ],
      createdAt: '2026-01-01T00:00:00.000Z',
      status: 'accepted',
    })
  })

/** Some pieces of a line, by its place: a till offers no more than there are, but a fast finger might. */
const someReturn = fc.record({
  place: fc.nat(4),
  quantity: fc.integer({ min: 1, max: 12 }),
  restock: fc.boolean(),
})

test('[O6] whatever a till gives back piece by piece the server accepts, and in the end it is what was paid', () => {
  let refunds = 0
  fc.assert(
    fc.property(someSale, fc.array(someReturn, { maxLength: 12 }), fc.boolean(), (sale, drawn, cardFirst) => {
      const facts: OrderFacts = {
        currency: 'USD',
        products: new Map(
          sale.lines.map((line) => [
            line.productId,
            { price: line.unitPrice, taxRate: line.taxRate, archived: false },
          ]),
        ),
        onHand: new Map(),
        originals: new Map([[sale.id, originalOf(sale, true)]]),
      }
      const done: Order[] = []
      let ids = 1000
      const giveBack = (returned: { lineId: string; quantity: number; restock: boolean }[]) => {
        const sums = refundSums(leftOfSale(sale, done), returned, () => idOf((ids += 1)))
        if (sums.lines.length === 0) return
        const paid = paidByType(sale, done)
        const payments = paymentsBack(sums.total, paid, cardFirst ? 'card' : 'cash')
        for (const { type, amount } of payments) expect(amount).toBeLessThanOrEqual(paid.get(type) ?? 0)
        const facts2 = { kind: 'refund', refundOf: sale.id, reason: 'faulty', number: 'DT-L1-000002' }
        const refund = Order.parse({ ...sale, ...sums, ...facts2, payments, id: idOf((ids += 1)) })
        expect(settleOrder(refund, facts)).toMatchObject({ kind: 'accepted' })
        refunds += 1
        done.push(refund)
      }
      for (const { place, quantity, restock } of drawn) {
        const line = sale.lines[place]
        if (line) giveBack([{ lineId: line.id, quantity, restock }])
      }
      giveBack(sale.lines.map(({ id, quantity }) => ({ lineId: id, quantity, restock: true })))
      expect(whyNoRefund(sale, done)).toBe('all-back')
      expect(done.reduce((sum, { total }) => sum + total, 0)).toBe(sale.total)
      expect([...paidByType(sale, done).values()].every((left) => left === 0)).toBe(true)
    }),
    { numRuns: 300 },
  )
  expect(refunds).toBeGreaterThan(500)
})

test('[O6] what is pending or in conflict counts against the sale, what was refused or called off does not', () => {
  fc.assert(
    fc.property(someSale, (sale) => {
      const all = sale.lines.map(({ id, quantity }) => ({ lineId: id, quantity, restock: true }))
      const sums = refundSums(leftOfSale(sale, []), all, () => idOf(77))
      const refund = Order.parse({
        ...sale,
        ...sums,
        id: idOf(78),
        kind: 'refund',
        refundOf: sale.id,
        reason: 'r',
      })
      for (const status of ['pending', 'accepted', 'conflict'] as const)
        expect(whyNoRefund(sale, [{ ...refund, status }])).toBe('all-back')
      for (const status of ['rejected', 'cancelled'] as const)
        expect(whyNoRefund(sale, [{ ...refund, status }])).toBe(null)
      expect(whyNoRefund({ ...refund, status: 'accepted' }, [])).toBe('is-refund')
      expect(whyNoRefund({ ...sale, status: 'conflict' }, [])).toBe('not-accepted')
      expect(whyNoRefund({ ...sale, status: 'cancelled' }, [])).toBe('cancelled')
    }),
    { numRuns: 50 },
  )
})
