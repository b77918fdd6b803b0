import { expect, test } from 'vitest'
import type { Picked } from '../view/picked.ts'
import { selectionOf } from './product-fields.ts'
import { stockField } from './product-source.ts'

const [downtown, harbour] = [crypto.randomUUID(), crypto.randomUUID()]
const all: Picked = { kind: 'all', except: new Set() }
const below = (field: string) => ({ field, op: 'lt' as const, value: '3' })
const asked = (...fields: string[]) => {
  const selection = selectionOf(all, { search: '', filters: fields.map(below), branchId: null })
  return selection && 'query' in selection ? selection.query : null
}

test('what is filtered by the stock of one branch is changed by that branch, and by all together as before', () => {
  expect(asked(stockField(downtown))).toEqual({
    search: '',
    filters: [below('onHand')],
    branchId: downtown,
  })
  expect(asked(stockField(null))).toMatchObject({ filters: [below('onHand')], branchId: null })
})

test('a bulk operation has no words for the stock of two branches, and takes no part of them', () => {
  expect(asked(stockField(downtown), stockField(harbour))).toBeNull()
  expect(asked(stockField(downtown), stockField(null))).toBeNull()
})
