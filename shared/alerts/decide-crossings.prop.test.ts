import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideCrossings } from './decide-crossings.ts'

test('however the log is cut into looks, a level is told once for each time it is found low after having been above', () => {
  let told = 0
  const step = fc.record({ delta: fc.integer({ min: -4, max: 6 }), look: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), fc.nat(5), (steps, threshold) => {
      const balances: number[] = []
      let onHand = 0
      let markedAt: number | null = null
      let expected = 0
      let seen = 0
      let isArmed = false
      let looked = 0
      for (const { delta, look } of steps) {
        onHand = Math.max(0, onHand + delta)
        balances.push(onHand)
        if (onHand > threshold) isArmed = true
        if (!look) continue
        const since = Math.max(markedAt ?? 0, looked)
        looked = balances.length
        const [one] = [
          {
            productId: 'p',
            branchId: 'b',
            userId: null,
            onHand,
            threshold,
            seq: balances.length,
            markedAt,
            hasBeenAbove: balances.some((_, at) => at >= since && (balances[at - 1] ?? 0) > threshold),
          },
        ]
        const { crossed, low, above } = decideCrossings([one!])
        seen += crossed.length
        if (onHand <= threshold && isArmed) {
          expected += 1
          isArmed = false
        }
        if (low.length > 0) markedAt = balances.length
        if (above.length > 0) markedAt = null
      }
      told += seen
      expect(seen).toBe(expected)
    }),
    { numRuns: 500 },
  )
  expect(told).toBeGreaterThan(50)
})
