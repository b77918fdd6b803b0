import { expect, test } from 'vitest'
import type { Branch } from '../../../shared/branches/branch.ts'
import type { Shop } from '../../database/shop.ts'
import { shelfOf } from '../../search/testing/shelf-of.ts'
import { arrange } from '../table/arrange.ts'
import { NEVER, productSource } from './product-source.ts'

/** Pieces on the shelf and pieces a day, null where nobody knows yet. */
const shelves = [
  { onHand: 10, velocity: 0 },
  { onHand: 10, velocity: null },
  { onHand: 10, velocity: 0.01 },
  { onHand: 0, velocity: 2 },
  { onHand: 10, velocity: 4 },
]

test('the soonest empty come first, then what lasts for over a year, what is not sold, and what nobody knows', async () => {
  const products = shelfOf(shelves.length)
  const at = (id: string) => products.findIndex((one) => one.id === id)
  const shop = {
    catalogue: {
      rows: { count: () => products.length, at: (row: number) => products[row], find: at, watch: () => {} },
    },
    stock: { watch: () => {}, onHand: (id: string) => shelves[at(id)] },
  } as unknown as Shop
  const source = productSource(shop)
  source.branches([{ id: 'here' } as Branch])
  await expect.poll(() => source.loaded().whole).toBe(true)
  const column = source.table.columns.get('daysLeft')
  const days = products.map((_, row) => (column?.kind === 'number' ? column.at(row) : null))
  expect(days).toEqual([NEVER, Number.NaN, 999, 0, 2.5])
  const by = (down: boolean) => [
    ...arrange(source.table, { search: '', filters: [], sort: [{ field: 'daysLeft', down }] }),
  ]
  expect(by(false)).toEqual([3, 4, 2, 0, 1])
  expect(by(true)).toEqual([0, 2, 4, 3, 1])
})
