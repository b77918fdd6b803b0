import { expect, test } from 'vitest'
import type { Branch } from '../../../shared/branches/branch.ts'
import type { Shop } from '../../database/shop.ts'
import { shelfOf } from '../../search/testing/shelf-of.ts'
import { productSource } from './product-source.ts'

async function products(count: number) {
  const all = shelfOf(count)
  const at = (id: string) => all.findIndex((one) => one.id === id)
  const shop = {
    catalogue: {
      rows: { count: () => all.length, at: (row: number) => all[row], find: at, watch: () => {} },
    },
    stock: { watch: () => {}, onHand: () => null },
  } as unknown as Shop
  const source = productSource(shop)
  source.branches([{ id: 'here' } as Branch])
  return {
    source,
    ids: all.map(({ id }) => id),
    toOrder: () => {
      const column = source.table.columns.get('toOrder')
      return all.map((_, row) => (column?.kind === 'number' ? column.at(row) : null))
    },
  }
}

test('what is no longer to be ordered is no longer in the column', async () => {
  const { source, ids, toOrder } = await products(3)
  await expect.poll(() => source.loaded().whole).toBe(true)
  const [a = '', b = '', c = ''] = ids
  source.suggested(
    new Map([
      [a, 40],
      [b, 2],
    ]),
  )
  expect(toOrder()).toEqual([40, 2, Number.NaN])
  source.suggested(
    new Map([
      [b, 3],
      [c, 1],
    ]),
  )
  expect(toOrder()).toEqual([Number.NaN, 3, 1])
  source.suggested(new Map())
  expect(toOrder()).toEqual([Number.NaN, Number.NaN, Number.NaN])
})

test('what came before its product was here is in the column once the product is', async () => {
  const [product] = shelfOf(1)
  let isHere = false
  let hear = (_: number) => {}
  const shop = {
    catalogue: {
      rows: {
        count: () => 0,
        at: () => product,
        find: () => (isHere ? 0 : -1),
        watch: (watcher: typeof hear) => (hear = watcher),
      },
    },
    stock: { watch: () => {}, onHand: () => null },
  } as unknown as Shop
  const source = productSource(shop)
  source.suggested(new Map([[product!.id, 7]]))
  isHere = true
  hear(0)
  const column = source.table.columns.get('toOrder')
  await expect.poll(() => (column?.kind === 'number' ? column.at(0) : null)).toBe(7)
})
