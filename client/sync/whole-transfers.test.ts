import { expect, test } from 'vitest'
import { middleOf } from './whole-transfers.ts'

const row = (id: string, transferId: string | null = null) => ({
  newDocumentState: { id, seq: 0, _deleted: false, transferId },
})

test('[M2] rows that are sent again in two parts are never parted inside a transfer', () => {
  expect(middleOf([row('a'), row('b')])).toBe(1)
  expect(middleOf([row('a', 't'), row('b', 't')])).toBe(0)
  expect(middleOf([row('a')])).toBe(0)
  expect(middleOf([row('a'), row('b', 't'), row('c', 't'), row('d')])).toBe(3)
  expect(middleOf([row('a'), row('b', 't'), row('c', 't')])).toBe(1)
  expect(middleOf([row('b', 't'), row('c', 't'), row('a')])).toBe(2)
  expect(middleOf([row('a', 't'), row('b', 't'), row('c', 'u'), row('d', 'u')])).toBe(2)
})
