import { expect, test } from 'vitest'
import type { Order } from '../../shared/orders/order.ts'
import type { Pushed } from '../sync/collection.ts'
import { rightFault } from './check-right.ts'
import type { Approver } from './check-right.ts'

const device = { id: 'lane', branchId: 'branch', code: 'L1' }
const caller = { tenantId: 't', userId: 'cora', role: 'STAFF' as const, branchId: 'branch', sessionId: 's' }

const approvers = new Map<string, Approver>([
  ['cora', { role: 'STAFF', disabledAt: null }],
  ['mary', { role: 'ADMIN', disabledAt: null }],
  ['sam', { role: 'SUPPORT', disabledAt: null }],
  ['gone', { role: 'ADMIN', disabledAt: '2026-02-01T00:00:00+00:00' }],
])

function codeFor(kind: string, approverId: string, at = '2026-03-01T00:00:00.000Z'): string | undefined {
  const approvals = [{ kind, approverId, reason: 'a friend', at }]
  const document = { deviceId: 'lane', branchId: 'branch', cashierId: 'cora', source: 'pos', approvals }
  const pushed = { document, device, caller } as unknown as Pushed<Order>
  return rightFault(pushed, new Set(), approvers)?.code
}

test('[A3] an approval is the word of a manager whose account was good when they gave it', () => {
  expect(codeFor('discount', 'mary')).toBeUndefined()
  expect(codeFor('discount', 'sam')).toBeUndefined()
  expect(codeFor('discount', 'gone', '2026-01-31T23:59:59.000Z')).toBeUndefined()
  for (const nobody of ['cora', 'gone', 'unknown'])
    expect(codeFor('discount', nobody)).toBe('order/wrong-approver')
})

test('[A3] that nothing was left on the counter is the word of the cashier', () => {
  expect(codeFor('sold_short', 'cora')).toBeUndefined()
  expect(codeFor('sold_short', 'unknown')).toBe('order/wrong-approver')
})
