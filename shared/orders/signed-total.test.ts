import { expect, test } from 'vitest'
import type { Minor } from '../basics/scalars.ts'
import { signedTotal } from './signed-total.ts'

test('a refund takes away what a sale brings in, and nothing has no sign', () => {
  expect(signedTotal({ kind: 'sale', total: 1999 as Minor })).toBe(1999)
  expect(signedTotal({ kind: 'refund', total: 1999 as Minor })).toBe(-1999)
  expect(signedTotal({ kind: 'refund', total: 0 as Minor })).toBe(0)
})
