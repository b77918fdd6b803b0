import { expect, test } from 'vitest'
import type { Letter } from './letter-api.ts'
import { letterFor, maySend } from './letter-for.ts'

const letter = (collection: string) =>
  ({
    collection,
    payload: { id: '1', price: 300, cost: 200 },
    stored: { id: '1', price: 250, cost: 100 },
    differences: [
      { path: 'price', before: 250, after: 300 },
      { path: 'cost', before: 100, after: 200 },
    ],
  }) as unknown as Letter

test('[A1] [P2] who is no admin corrects no products and sees no costs, in whosever session they stand', () => {
  expect(letterFor(letter('products'), true)).toEqual({ letter: letter('products'), mayEdit: true })
  const { letter: shown, mayEdit } = letterFor(letter('products'), false)
  expect(mayEdit).toBe(false)
  expect(shown).toMatchObject({ payload: { price: 300 }, stored: { price: 250 } })
  expect(JSON.stringify(shown)).not.toContain('cost')
  expect(letterFor({ ...letter('products'), stored: null }, false).letter.stored).toBeNull()
  expect(letterFor(letter('orders'), false).mayEdit).toBe(true)
})

test('[A1] a correction deletes nothing, unless an admin makes it', () => {
  const deleted = { id: '1', _deleted: true }
  expect(maySend({ id: '1' }, deleted, false)).toBe(false)
  expect(maySend({ id: '1' }, deleted, true)).toBe(true)
  expect(maySend(deleted, { ...deleted, name: 'B' }, false)).toBe(true)
  expect(maySend({ id: '1' }, { id: '1', name: 'B' }, false)).toBe(true)
})
