import { expect, test } from 'vitest'
import { settingsOf } from '../../shared/branches/branch.ts'
import type { OrderFact } from '../../shared/orders/order.ts'
import type { OrderFacts } from '../../shared/orders/settle.ts'
import { managersWord } from '../approvals/who-may-approve.ts'
import { heardApprovals, lackedApprovals } from './judge-approvals.ts'

const soldAt = Date.parse('2026-03-10T12:00:00.000Z')
const day = 86_400_000
const { limits } = settingsOf({ limits: { lineDiscountBp: 1000, priceOverrideBp: 1000 } })

function order(changes: { unitPrice?: number; discount?: number; approvals?: object[] }): OrderFact {
  const { unitPrice = 1000, discount = 0, approvals = [] } = changes
  return {
    kind: 'sale',
    branchId: 'b1',
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
  expect(lackedApprovals(order({ discount: 900 }), [], undefined, facts)).toEqual([])
})

test('[O5] a lower price is held against a lane only where it must have known the higher one', () => {
  const cheap = order({ unitPrice: 500 })
  expect(lackedApprovals(cheap, [], limits, catalogue(soldAt - 7 * day))).toEqual(['price_override'])
  expect(lackedApprovals(cheap, [], limits, catalogue(soldAt - 6 * day))).toEqual([])
  expect(lackedApprovals(cheap, [], limits, catalogue(soldAt + day))).toEqual([])
})

const isManagersWord = managersWord([
  { id: 'cora', role: 'STAFF', disabledAt: null },
  { id: 'mary', role: 'ADMIN', disabledAt: null },
  { id: 'sam', role: 'SUPPORT', disabledAt: null },
  { id: 'gone', role: 'ADMIN', disabledAt: new Date('2026-02-01T00:00:00Z') },
])

function isHeard(kind: string, approverId: string, at = '2026-03-01T00:00:00.000Z'): boolean {
  const approvals = [{ kind, approverId, reason: 'a friend', at }]
  return heardApprovals({ cashierId: 'cora', approvals } as unknown as OrderFact, isManagersWord).length > 0
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
