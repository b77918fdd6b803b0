import { expect, test } from 'vitest'
import { createEditedRows } from './edited-rows.ts'

const at = (seq: number, facts: object = {}) => ({ seq, price: 1_000, title: 'Cup', ...facts })
const stored = at(7)

test('what the server took stays when edits on top of it are refused, in whichever order', () => {
  const taken = at(9, { price: 2_000 })
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const rows = createEditedRows<ReturnType<typeof at>>()
    const first = at(7, { price: 2_000 })
    rows.edited(4, first)
    rows.answered(4, taken, first)
    const edits = [at(9, { price: 5 }), at(9, { price: 5, title: 'Mug' })]
    for (const edit of edits) rows.edited(4, edit)
    expect(rows.shown(4, stored)).toBe(edits[1])
    for (const one of order) rows.forget(4, edits[one]!)
    expect(rows.shown(4, stored)).toBe(taken)
  }
})

test('of two edits under way the one that the server took stays, though the other is refused', () => {
  const rows = createEditedRows<ReturnType<typeof at>>()
  const [first, second] = [at(7, { price: 5 }), at(7, { price: 5, title: 'Mug' })]
  const taken = at(9, { title: 'Mug' })
  rows.edited(4, first)
  rows.edited(4, second)
  rows.answered(4, taken, second)
  expect(rows.shown(4, stored)).toBe(first)
  rows.forget(4, first)
  expect(rows.shown(4, stored)).toBe(taken)
})

test('of two answers the later in the log stands, and what the device has by then is newer', () => {
  const rows = createEditedRows<ReturnType<typeof at>>()
  const [first, second] = [at(7), at(7)]
  rows.answered(4, at(10, { price: 2 }), second)
  rows.answered(4, at(9, { price: 1 }), first)
  expect(rows.shown(4, stored)?.price).toBe(2)
  const pulled = at(10, { price: 2 })
  expect(rows.shown(4, pulled)).toBe(pulled)
  expect(rows.shown(4, stored), 'an answer that has come is forgotten').toBe(stored)
  rows.answered(4, at(12), first)
  expect(rows.shown(4, null), 'a row that is gone is gone').toBe(null)
})
