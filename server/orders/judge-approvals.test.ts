import { expect, test } from 'vitest'
import type { OrderFact } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'
import { lackedApprovals, limitsOf } from './judge-approvals.ts'

const soldAt = Date.parse('2026-03-10T12:00:00.000Z')
const day = 86_400_000
const limits = limitsOf([{ id: 'b1', limits: { lineDiscountBp: 1000, priceOverrideBp: 1000 } }])

function order(changes: {
  unitPrice?: number
  discount?: number
  branchId?: string
  approvals?: object[]
}): OrderFact {
  const { unitPrice = 1000, discount = 0, branchId = 'b1', approvals = [] } = changes
  return {
    kind: 'sale',
    branchId,
    createdAt: new Date(soldAt).toISOString(),
    discount: 0,
    subtotal: unitPrice - discount,
    lines: [{ productId: 'p', quantity: 1, unitPrice, discount }],
    approvals,
  } as unknown as OrderFact
}

const catalogue = (touchedAt: number): OrderFacts => ({
  currency: 'USD',
  products: new Map([['p', { price: 1000, taxRate: 0, archived: false, touchedAt }]]),
  onHand: new Map(),
  originals: new Map(),
})

test('[O1] what lacks an approval is named; a branch without limits asks for none', () => {
  const facts = catalogue(soldAt)
  expect(lackedApprovals(order({ discount: 100 }), limits, facts)).toEqual([])
  expect(lackedApprovals(order({ discount: 101 }), limits, facts)).toEqual(['line_discount'])
  expect(
    lackedApprovals(order({ discount: 101, approvals: [{ kind: 'line_discount' }] }), limits, facts),
  ).toEqual([])
  expect(lackedApprovals(order({ discount: 900, branchId: 'b2' }), limits, facts)).toEqual([])
})

test('[O5] a lower price is held against a lane only where it must have known the higher one', () => {
  const cheap = order({ unitPrice: 500 })
  expect(lackedApprovals(cheap, limits, catalogue(soldAt - 7 * day))).toEqual(['price_override'])
  expect(lackedApprovals(cheap, limits, catalogue(soldAt - 6 * day))).toEqual([])
  expect(lackedApprovals(cheap, limits, catalogue(soldAt + day))).toEqual([])
})

test('limits that were stored by an older version have defaults', () => {
  expect(limitsOf([{ id: 'b1', limits: null }]).get('b1')).toMatchObject({ lineDiscountBp: 1000 })
})
