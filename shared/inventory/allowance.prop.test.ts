import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOf } from './allowance.ts'

const codes = fc.uniqueArray(
  fc.integer({ min: 1, max: 40 }).map((n) => `L${n}`),
  { minLength: 1, maxLength: 12 },
)

test('all shares together are what is on hand, never more, and no two differ by more than one', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5, max: 100_000 }), codes, (onHand, lanes) => {
      const shares = lanes.map((own) => shareOf(onHand, lanes.toReversed(), own))
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(Math.max(0, onHand))
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('the remainder goes to the lowest codes, counted as people count', () => {
  const lanes = ['L10', 'L2', 'L1']
  expect(lanes.map((own) => shareOf(5, lanes, own))).toEqual([1, 2, 2])
})

test('a lane that nobody counted has no share, and a code named twice is one lane', () => {
  expect(shareOf(9, ['L1', 'L2'], 'L3')).toBe(0)
  expect(shareOf(9, ['L1', 'L1', 'L2'], 'L2')).toBe(4)
  expect(shareOf(9, [], 'L1')).toBe(0)
})
