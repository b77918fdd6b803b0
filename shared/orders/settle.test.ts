import { describe, expect, test } from 'vitest'
import { OrderFact } from './order.ts'
import { originalOf, settleOrder } from './settle.ts'
import type { OrderFacts } from './settle.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const branch = id(1)
const shirt = id(10)
const mug = id(11)

function facts(onHand: Record<string, number> = {}): OrderFacts {
  return {
    currency: 'USD',
    products: new Map([
      [shirt, { price: 1200, taxRate: 2000, archived: false }],
      [mug, { price: 600, taxRate: 2000, archived: true }],
    ]),
    onHand: new Map(Object.entries(onHand).map(([product, count]) => [`${branch}:${product}`, count])),
    originals: new Map(),
  }
}

function line(n: number, productId: string, quantity: number, unitPrice: number) {
  const total = quantity * unitPrice
  return {
    id: id(n),
    productId,
    sku: 'S',
    title: 'T',
    quantity,
    unitPrice,
    discount: 0,
    taxRate: 2000,
    total,
  }
}

function order(lines: ReturnType<typeof line>[], changes: Record<string, unknown> = {}): OrderFact {
  const total = lines.reduce((sum, one) => sum + one.total, 0)
  const tax = lines.reduce((sum, one) => sum + Math.round(one.total / 6), 0)
  return OrderFact.parse({
    id: id(100),
    number: 'DT-L1-1',
    kind: 'sale',
    source: 'pos',
    branchId: branch,
    deviceId: id(2),
    cashierId: id(3),
    currency: 'USD',
    lines,
    discount: 0,
    subtotal: total,
    tax,
    total,
    payments: [{ type: 'cash', amount: total }],
    createdAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  })
}

describe('a sale', () => {
  test('[O3] takes every line and leaves the balances behind', () => {
    const known = facts({ [shirt]: 3, [mug]: 1 })
    const decision = settleOrder(order([line(20, shirt, 2, 1200), line(21, mug, 1, 600)]), known)
    expect(decision).toMatchObject({
      kind: 'accepted',
      changes: [
        { delta: -2, balance: 1 },
        { delta: -1, balance: 0 },
      ],
      flags: ['product_archived'],
    })
    expect(known.onHand.get(`${branch}:${shirt}`)).toBe(1)
  })

  test('[O3] takes nothing where one line is short, and says what was asked and what was there', () => {
    const known = facts({ [shirt]: 3, [mug]: 1 })
    const decision = settleOrder(order([line(20, shirt, 2, 1200), line(21, mug, 2, 600)]), known)
    expect(decision).toEqual({
      kind: 'conflict',
      reason: 'insufficient_stock',
      shortages: [{ lineId: id(21), productId: mug, requested: 2, available: 1 }],
    })
    expect(known.onHand.get(`${branch}:${shirt}`)).toBe(3)
  })

  test('[O3] counts two lines of one product together', () => {
    const decision = settleOrder(
      order([line(20, shirt, 2, 1200), line(21, shirt, 2, 1200)]),
      facts({ [shirt]: 3 }),
    )
    expect(decision).toMatchObject({
      kind: 'conflict',
      shortages: [{ lineId: id(21), requested: 2, available: 1 }],
    })
  })

  test('[O5] keeps the price of the moment and says that it differs', () => {
    expect(settleOrder(order([line(20, shirt, 1, 1100)]), facts({ [shirt]: 1 }))).toMatchObject({
      kind: 'accepted',
      flags: ['price_changed'],
    })
  })

  test.each([
    ['order/wrong-sums', { subtotal: 1 }],
    ['order/wrong-sums', { tax: 1 }],
    ['order/wrong-sums', { discount: 99_999 }],
    ['order/wrong-payments', { payments: [{ type: 'cash', amount: 1 }] }],
    ['order/wrong-payments', { payments: [{ type: 'cash', amount: 1200, tendered: 2000, change: 1 }] }],
    ['order/wrong-currency', { currency: 'EUR' }],
  ])('[O5] is rejected as %s for %o', (code, changes) => {
    expect(settleOrder(order([line(20, shirt, 1, 1200)], changes), facts({ [shirt]: 5 }))).toMatchObject({
      kind: 'rejected',
      code,
    })
  })

  test('[O5] of an unknown product is rejected', () => {
    expect(settleOrder(order([line(20, id(12), 1, 1200)]), facts())).toMatchObject({
      code: 'order/unknown-product',
    })
  })
})

describe('a refund', () => {
  const sale = order([line(20, shirt, 2, 1200)])
  const refundOf = (quantity: number, more = {}) =>
    order(
      [{ ...line(30, shirt, quantity, 1200), refundOf: id(20), restock: true } as ReturnType<typeof line>],
      {
        id: id(101),
        kind: 'refund',
        refundOf: sale.id,
        reason: 'too small',
        ...more,
      },
    )
  const sold = () => {
    const known = facts({ [shirt]: 0 })
    known.originals.set(sale.id, originalOf(sale, true))
    return known
  }

  test('[O6] gives back what was sold, once', () => {
    const known = sold()
    expect(settleOrder(refundOf(2), known)).toMatchObject({
      kind: 'accepted',
      changes: [{ delta: 2, balance: 2, reason: 'refund' }],
    })
    expect(settleOrder(refundOf(1, { id: id(102) }), known)).toMatchObject({
      kind: 'conflict',
      reason: 'over_refund',
      shortages: [{ requested: 1, available: 0 }],
    })
  })

  test('[O6] whose lines name one sold line twice meets what its own lines before have taken', () => {
    const twice = [2, 1].map((quantity, index) => ({
      ...line(30 + index, shirt, quantity, 1200),
      refundOf: id(20),
      restock: true,
    })) as ReturnType<typeof line>[]
    const refund = order(twice, { id: id(101), kind: 'refund', refundOf: sale.id, reason: 'too small' })
    expect(settleOrder(refund, sold())).toMatchObject({
      kind: 'conflict',
      shortages: [{ lineId: id(31), requested: 1, available: 0 }],
    })
  })

  test('[O6] gives back no more money than was paid, the discount of the whole order taken off', () => {
    const known = facts({ [shirt]: 0 })
    known.originals.set(sale.id, originalOf({ ...sale, discount: 400 }, true))
    expect(settleOrder(refundOf(1), known)).toMatchObject({
      kind: 'conflict',
      reason: 'over_refund',
      shortages: [{ requested: 1, available: 2 }],
    })
    const half = line(30, shirt, 1, 1200)
    const atItsShare = { ...half, discount: 200, total: 1000, refundOf: id(20), restock: true }
    for (const each of [id(102), id(103)])
      expect(
        settleOrder(
          order([atItsShare as ReturnType<typeof line>], {
            id: each,
            kind: 'refund',
            refundOf: sale.id,
            reason: 'too small',
          }),
          known,
        ),
      ).toMatchObject({ kind: 'accepted' })
  })

  test('[O6] of a sale that is unknown or was never accepted is a conflict', () => {
    expect(settleOrder(refundOf(1), facts())).toMatchObject({ kind: 'conflict', reason: 'over_refund' })
  })

  test('[O6] that names no order, line or reason is rejected', () => {
    expect(settleOrder(refundOf(1, { reason: null }), sold())).toMatchObject({
      code: 'order/refund-incomplete',
    })
  })

  const word = { approverId: id(9), reason: 'no receipt', at: '2026-01-01T00:00:00.000Z' }
  const standalone = (changes: Record<string, unknown> = {}) =>
    order(
      [line(33, shirt, 2, 1200)].map((one) => ({ ...one, restock: true })),
      {
        id: id(103),
        kind: 'refund',
        reason: 'no receipt',
        approvals: [{ ...word, kind: 'standalone_refund' }],
        ...changes,
      },
    )

  test('[O6] without its sale takes a manager’s approval, restocks, and is flagged', () => {
    expect(settleOrder(standalone(), facts({ [shirt]: 1 }))).toEqual({
      kind: 'accepted',
      changes: [{ branchId: branch, productId: shirt, delta: 2, balance: 3, reason: 'refund' }],
      flags: ['standalone_refund'],
    })
    for (const changes of [
      { approvals: [] },
      { approvals: [{ ...word, kind: 'refund' }] },
      { reason: null },
    ]) {
      expect(settleOrder(standalone(changes), facts())).toMatchObject({ code: 'order/refund-unapproved' })
    }
  })

  test('[O6] cannot get round the cap of a known sale by an approval', () => {
    const half = refundOf(1, { refundOf: null, approvals: [{ ...word, kind: 'standalone_refund' }] })
    expect(settleOrder(half, sold())).toMatchObject({ code: 'order/refund-incomplete' })
  })

  test('[O6] of a refund is rejected', () => {
    const known = sold()
    known.originals.set(sale.id, { ...originalOf(sale, false), isRefund: true })
    expect(settleOrder(refundOf(1), known)).toMatchObject({ code: 'order/refund-of-refund' })
  })
})
