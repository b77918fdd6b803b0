import { expect, test } from 'vitest'
import type { Reorder, ReorderRow } from '../../shared/velocity/demand.ts'
import { lookThrough, SHOWN } from './look-through.ts'

const row = (sku: string, order: number, given = 0) =>
  ({
    title: 'Shirt',
    sku,
    category: 'Tops',
    vendor: 'Alder',
    order,
    transfers: given > 0 ? [{ branchId: 'b', quantity: given }] : [],
  }) as unknown as ReorderRow
const list = (rows: ReorderRow[], count = rows.length) => ({ rows, count }) as Reorder
const all = { wanted: 'all', typed: '' } as const

test('rows are looked for by their words, and by whether they are ordered or brought over', () => {
  const shelves = list([row('A-1', 3), row('A-2', 0, 4), row('B-1', 1, 1)])
  const found = (looking: Parameters<typeof lookThrough>[1]) =>
    lookThrough(shelves, looking).rows.map(({ sku }) => sku)
  expect(found(all)).toEqual(['A-1', 'A-2', 'B-1'])
  expect(found({ wanted: 'all', typed: ' a-' })).toEqual(['A-1', 'A-2'])
  expect(found({ wanted: 'order', typed: '' })).toEqual(['A-1', 'B-1'])
  expect(found({ wanted: 'transfer', typed: 'b-1' })).toEqual(['B-1'])
})

test('where only a part of the list was looked through, nobody is told that nothing fits', () => {
  const none = (reorder: Reorder, typed: string) => lookThrough(reorder, { wanted: 'all', typed }).none
  expect(none(list([]), '')).toBe('reorder.none')
  expect(none(list([]), 'x')).toBe('reorder.none')
  expect(none(list([row('A-1', 1)]), 'x')).toBe('reorder.noneFits')
  expect(none(list([row('A-1', 1)], 2), 'x')).toBe('reorder.noneFitsOf')
})

test('of what fits as many rows are shown as a page holds well, and their number is known', () => {
  const many = list(Array.from({ length: SHOWN + 1 }, (_, index) => row(`S-${index}`, 1)))
  const { rows, fits } = lookThrough(many, { wanted: 'order', typed: '' })
  expect([rows.length, fits]).toEqual([SHOWN, SHOWN + 1])
})
