import { expect, test } from 'vitest'
import type { OrderFact } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'
import { heardApprovals, lackedApprovals, limitsOf } from './judge-approvals.ts'
import type { Approver } from './judge-approvals.ts'

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
  const approved = order({ discount: 101, approvals: [{ kind: 'line_discount' }] })
  expect(lackedApprovals(order({ discount: 100 }), [], limits, facts)).toEqual([])
  expect(lackedApprovals(order({ discount: 101 }), [], limits, facts)).toEqual(['line_discount'])
  expect(lackedApprovals(approved, approved.approvals, limits, facts)).toEqual([])
  expect(lackedApprovals(order({ discount: 900, branchId: 'b2' }), [], limits, facts)).toEqual([])
})

test('[O5] a lower price is held against a lane only where it must have known the higher one', () => {
  const cheap = order({ unitPrice: 500 })
  expect(lackedApprovals(cheap, [], limits, catalogue(soldAt - 7 * day))).toEqual(['price_override'])
  expect(lackedApprovals(cheap, [], limits, catalogue(soldAt - 6 * day))).toEqual([])
  expect(lackedApprovals(cheap, [], limits, catalogue(soldAt + day))).toEqual([])
})

test('limits that were stored by an older version have defaults', () => {
  expect(limitsOf([{ id: 'b1', limits: null }]).get('b1')).toMatchObject({ lineDiscountBp: 1000 })
})

const approvers = new Map<string, Approver>([
  ['cora', { role: 'STAFF', disabledAt: null }],
  ['mary', { role: 'ADMIN', disabledAt: null }],
  ['sam', { role: 'SUPPORT', disabledAt: null }],
  ['gone', { role: 'ADMIN', disabledAt: '2026-02-01T00:00:00+00:00' }],
])

function isHeard(kind: string, approverId: string, at = '2026-03-01T00:00:00.000Z'): boolean {
  const approvals = [{ kind, approverId, reason: 'a friend', at }]
  return heardApprovals({ cashierId: 'cora', approvals } as unknown as OrderFact, approvers).length > 0
}

test('[A3] an approval is the word of a manager whose account was good when they gave it', () => {
  expect(isHeard('discount', 'mary')).toBe(true)
  expect(isHeard('discount', 'sam')).toBe(true)
  expect(isHeard('discount', 'gone', '2026-01-31T23:59:59.000Z')).toBe(true)
  for (const nobody of ['cora', 'gone', 'unknown']) expect(isHeard('discount', nobody)).toBe(false)
})

test('[A3] that nothing was left on the counter is the word of the cashier', () => {
  expect(isHeard('sold_short', 'cora')).toBe(true)
  expect(isHeard('sold_short', 'unknown')).toBe(false)
})

test('[O1] what nobody who counts has approved is lacking, within the limits too', () => {
  const approvals = [{ kind: 'line_discount' }]
  expect(lackedApprovals(order({ discount: 1, approvals }), [], limits, catalogue(0))).toEqual([
    'line_discount',
  ])
})
