import { expect, test } from 'vitest'
import { shownOf } from './shown-of.ts'

const sale = {
  id: 'a',
  kind: 'sale',
  number: 'DT-L1-000042',
  lines: [],
  total: 15_198,
  currency: 'USD',
  createdAt: '2026-01-01T09:30:00.000Z',
}

test('a refund in an outbox is one, and its total is less than nothing', () => {
  expect(shownOf(sale)).toMatchObject({ isRefund: false, total: 15_198 })
  expect(shownOf({ ...sale, kind: 'refund' })).toMatchObject({ isRefund: true, total: -15_198 })
})

test('[U1] what is missing or of another kind is left out', () => {
  expect(shownOf({ kind: 'refund', total: '15', createdAt: 'noon', number: 'X' })).toEqual({
    id: '',
    number: '',
    isRefund: false,
    total: null,
    currency: '',
    at: '',
  })
})
