import { expect, test } from 'vitest'
import { approvedNote } from '../../shared/inventory/approved-note.ts'
import { testBusiness } from '../testing/test-business.ts'
import { testLane, testMovement, testProduct } from '../testing/test-lane.ts'

const { app, database, openShop } = await testBusiness()

test('[M1] a count that takes more than the limit off a shelf is noted: who allowed it, or that nobody did', async () => {
  const { shop, admin, till } = await openShop()
  const product = await testProduct(admin, { [till.branchId]: 100 })
  const support = await testLane(app, shop, 'support')
  const recount = (expected: number, counted: number, note: string | null) =>
    testMovement({
      branchId: till.branchId,
      productId: product.id,
      reason: 'recount',
      counted,
      expected,
      delta: counted - expected,
      actorId: till.userId,
      note,
    })
  const at = '2026-11-21T09:00:00.000Z'
  const documents = [
    recount(100, 90, null),
    recount(90, 79, 'shelf 3'),
    recount(79, 60, approvedNote('shelf 4 · Approved by Sid', { approverId: support.userId, at })),
    // A cashier's word is no manager's, and neither is one that nobody can be found by.
    recount(60, 40, approvedNote('', { approverId: till.userId, at })),
    recount(40, 20, '⟦negative_recount nobody yesterday⟧'),
    recount(20, 120, null),
  ]
  const { body } = await till.push('stockMovements', documents)
  expect(body['conflicts'].map((one: Record<string, unknown>) => one['balance'])).toEqual([
    90, 79, 60, 40, 20, 120,
  ])
  await till.push('stockMovements', documents)
  const noted = await database.query(
    `select action, actor_id, subject_id, details from audit_log
     where action like 'stock.%' order by details ->> 'expected' desc`,
  )
  const missing = { action: 'stock.approval-missing', actor_id: till.userId }
  expect(noted).toMatchObject([
    { ...missing, subject_id: documents[1]?.id, details: { counted: 79, limit: 10, note: 'shelf 3' } },
    {
      action: 'stock.recount-approval-told',
      actor_id: null,
      subject_id: documents[2]?.id,
      details: { approverId: support.userId, countedBy: till.userId, note: 'shelf 4 · Approved by Sid' },
    },
    { ...missing, subject_id: documents[3]?.id },
    { ...missing, subject_id: documents[4]?.id },
  ])
})
