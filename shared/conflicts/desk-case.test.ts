import { expect, test } from 'vitest'
import { goodsLeft } from './desk-case.ts'
import type { OrderCase } from './desk-case.ts'

const left = (document: object, takenOnline = 0) => {
  const order = { kind: 'sale', source: 'pos', conflict: { settlement: null }, ...document }
  const line = { productId: 'A', requested: 2, now: 0, takenOnline, elsewhere: [], siblings: [] }
  return goodsLeft(order as unknown as OrderCase['document'], [line] as unknown as OrderCase['lines'])
}

test('[O7] [O8] the goods of a counter sale have left, unless its customer waits for them', () => {
  const waits = { conflict: { settlement: { action: 'backorder' } } }
  expect(left({})).toBe(true)
  expect(left({ kind: 'refund' })).toBe(false)
  expect(left({ source: 'shopify' })).toBe(false)
  expect(left(waits)).toBe(false)
  // Where an online order took the stock the goods were handed over all the same, and the shop owes them to it.
  expect(left(waits, 2)).toBe(true)
  expect(left({ ...waits, source: 'shopify' }, 2)).toBe(false)
})
