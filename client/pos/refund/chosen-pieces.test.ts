import { expect, test } from 'vitest'
import type { LineLeft } from '../../../shared/orders/refund-of-sale.ts'
import { everyPiece, returnedPieces, withPieces } from './chosen-pieces.ts'
import type { Chosen } from './chosen-pieces.ts'

const lineOf = (id: string, left: number) => ({ line: { id }, left }) as LineLeft

test('what is faulty stays off the shelf, other goods go back, and a mark that somebody set outlives both', () => {
  const [cup, pan] = [lineOf('cup', 2), lineOf('pan', 1)]
  const chosen = withPieces(withPieces(new Map(), cup, 5), pan, 1)
  expect(returnedPieces(chosen, false)).toEqual([
    { lineId: 'cup', quantity: 2, restock: false },
    { lineId: 'pan', quantity: 1, restock: false },
  ])
  const marked: Chosen = new Map(chosen).set('pan', { quantity: 1, restock: true })
  const fewer = withPieces(marked, cup, 1)
  expect(returnedPieces(fewer, false).map(({ restock }) => restock)).toEqual([false, true])
  expect(returnedPieces(fewer, true).map(({ restock }) => restock)).toEqual([true, true])
  expect(returnedPieces(everyPiece(fewer, [cup, pan]), false)).toEqual([
    { lineId: 'cup', quantity: 2, restock: false },
    { lineId: 'pan', quantity: 1, restock: true },
  ])
  expect(returnedPieces(withPieces(fewer, pan, 0), true)).toEqual([
    { lineId: 'cup', quantity: 1, restock: true },
  ])
})
