import { expect, test } from 'vitest'
import type { StockLevel } from '../../shared/inventory/stock-level.ts'
import { createStock } from './stock-on-hand.ts'

const level = (productId: string, branchId: string) =>
  ({
    id: `${branchId}:${productId}`,
    seq: 1,
    _deleted: false,
    branchId,
    productId,
    onHand: 4,
    reorderPoint: null,
    velocity: null,
    daysRemaining: null,
    updatedAt: '2026-01-01T00:00:00.000Z',
  }) as unknown as StockLevel

const sold = (productId: string) => ({
  id: 'sale',
  seq: 0,
  status: 'pending' as const,
  kind: 'sale' as const,
  branchId: 'here',
  lines: [{ productId, quantity: 2 as never, restock: false }],
})

test('what has no level is not known while levels come in, and is none when all are here', () => {
  const stock = createStock('here', (then) => then())
  stock.put([level('shirt', 'here')])
  expect(stock.onHand('mug')).toBeNull()
  stock.whole(true)
  expect(stock.onHand('mug')).toEqual({ onHand: 0, pending: 0, velocity: null, asOf: null })
  stock.follow([sold('mug')])
  expect(stock.onHand('mug')).toMatchObject({ onHand: -2, pending: 2 })
  expect(stock.onHand('shirt')?.onHand).toBe(4)
  // Of other branches a lane may not know.
  expect(stock.onHand('mug', 'elsewhere')).toBeNull()
  stock.whole(false)
  expect(stock.onHand('mug')).toBeNull()
})
