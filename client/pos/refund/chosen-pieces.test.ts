import { expect, test } from 'vitest'
import type { LineLeft } from '../../../shared/orders/refund-of-sale.ts'
import { everyPiece, returnedPieces, withPieces, withScanned } from './chosen-pieces.ts'
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

test('scans choose as many pieces of a product as are left, of all its lines, and then say how many that is', () => {
  const line = (id: string, quantity: number, left: number) =>
    ({ line: { id, productId: 'cup', title: 'Cup', quantity }, left }) as LineLeft
  const left = [line('back', 1, 0), line('first', 2, 1), line('second', 1, 1)]
  let chosen: Chosen = new Map()
  for (const id of ['first', 'second']) {
    const scanned = withScanned(chosen, left, 'cup')
    if (scanned.kind === 'one-more') chosen = scanned.chosen
    expect(chosen.get(id)?.quantity).toBe(1)
  }
  expect(withScanned(chosen, left, 'cup')).toEqual({ kind: 'no-more', title: 'Cup', left: 2, sold: 4 })
  expect(withScanned(chosen, left, 'pan')).toEqual({ kind: 'not-sold' })
})
