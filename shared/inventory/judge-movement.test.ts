import { expect, test } from 'vitest'
import { judgeMovements } from './judge-movement.ts'
import { StockMovement } from './stock-movement.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const facts = (here: number) => ({
  products: new Set([id(10)]),
  branches: new Set([id(1), id(2)]),
  onHand: new Map([[`${id(1)}:${id(10)}`, here]]),
})
const movement = (changes: Record<string, unknown>) =>
  StockMovement.parse({
    id: id(50),
    seq: 0,
    _deleted: false,
    branchId: id(1),
    productId: id(10),
    delta: 1,
    reason: 'receive',
    createdAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  })

test('[M1] a delivery raises the level', () => {
  expect(judgeMovements([movement({ delta: 4 })], facts(1))).toEqual({ kind: 'booked', balances: [5] })
})

test.each([
  ['stock/wrong-delta', { reason: 'receive', delta: -1 }],
  ['stock/wrong-delta', { reason: 'damage', delta: 1 }],
  ['stock/wrong-delta', { reason: 'recount', delta: 2, counted: 5, expected: 4 }],
  ['stock/wrong-reason', { reason: 'sale', delta: -1 }],
  ['stock/unknown-product', { productId: id(11) }],
  ['stock/half-transfer', { reason: 'transfer_out', delta: -1, transferId: id(60) }],
])('[M1] %s for %o', (code, changes) => {
  expect(judgeMovements([movement(changes)], facts(3))).toMatchObject({ kind: 'rejected', code })
})

test('[M2] a transfer is booked whole or is a conflict whole', () => {
  const pair = [
    movement({ id: id(51), reason: 'transfer_out', delta: -2, transferId: id(60) }),
    movement({ id: id(52), reason: 'transfer_in', delta: 2, transferId: id(60), branchId: id(2) }),
  ]
  expect(judgeMovements(pair, facts(3))).toEqual({ kind: 'booked', balances: [1, 2] })
  expect(judgeMovements(pair, facts(1))).toEqual({ kind: 'conflict', requested: 2, available: 1 })
})

test('[M3] what would go below zero is a conflict and leaves the level alone', () => {
  const known = facts(1)
  expect(judgeMovements([movement({ reason: 'damage', delta: -2 })], known)).toEqual({
    kind: 'conflict',
    requested: 2,
    available: 1,
  })
  expect(known.onHand.get(`${id(1)}:${id(10)}`)).toBe(1)
})
