import { expect, test } from 'vitest'
import { budgetNow } from './budget-now.ts'

test('points come back while nobody looks, and never more than the bucket holds', () => {
  const kept = { available: 500, maximum: 2_000, restoreRate: 100, at: 10_000 }
  expect(budgetNow(kept, new Date(12_500))).toMatchObject({ available: 750 })
  expect(budgetNow(kept, new Date(60_000))).toMatchObject({ available: 2_000 })
  // A clock that was put back takes nothing away.
  expect(budgetNow(kept, new Date(0))).toMatchObject({ available: 500 })
  expect(budgetNow(null, new Date())).toBeNull()
})
