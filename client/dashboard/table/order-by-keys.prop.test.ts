import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderByKeys } from './order-by-keys.ts'

test('keys stand as comparing them would have them, equal ones in the order in which they came', () => {
  let equal = 0
  const key = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(-0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 99_999, 2 ** 53),
  )
  fc.assert(
    fc.property(fc.array(key, { maxLength: 300 }), (keys) => {
      const compared = keys.map((_, at) => at).sort((a, b) => compare(keys[a]!, keys[b]!) || a - b)
      if (new Set(keys).size < keys.length) equal += 1
      expect([...orderByKeys(Float64Array.from(keys))]).toEqual(compared)
    }),
    { numRuns: 300 },
  )
  expect(equal).toBeGreaterThan(50)
})

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)
