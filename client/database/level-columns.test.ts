import { expect, test } from 'vitest'
import type { StockLevel } from '../../shared/inventory/stock-level.ts'
import { levelColumns } from './level-columns.ts'

test('[E2] a level that was taken away by force comes again with a lower position', () => {
  const productId = '00000000-0000-7000-8000-000000000001'
  const level = { productId, onHand: 3, updatedAt: '2026-01-01T00:00:00.000Z', _deleted: false }
  const at = (seq: number, more: object = {}) => ({ ...level, seq, ...more }) as unknown as StockLevel
  const levels = levelColumns()
  levels.put(at(100), false)
  levels.put(at(100, { _deleted: true }), true)
  expect(levels.of(productId)).toBeNull()
  levels.put(at(7, { onHand: 5 }), false)
  expect(levels.of(productId)?.onHand).toBe(5)
})
