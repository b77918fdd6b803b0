import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { FactCollections } from '../database/open-databases.ts'
import { schemas } from '../database/schemas.ts'
import { createCatalogue } from '../search/catalogue.ts'
import { keepInMemory, type Screen } from './keep-in-memory.ts'
import { productOf, uuid } from './testing/test-lane.ts'

/** A screen of products over a store that another tab writes into. */
async function reader(known: number) {
  const catalogue = createCatalogue((then) => then())
  catalogue.put([1, 2, 3].map((number) => row(number, 100 + number)))
  const written = new Subject<{ events: { documentData: object }[] }>()
  const schema = { ...schemas.products, indexes: [['_deleted', 'id']] }
  const storageInstance = { schema, query: async () => ({ documents: [] }) }
  const facts = {
    products: { eventBulks$: written, storageInstance },
    stockLevels: { eventBulks$: new Subject(), storageInstance },
  } as unknown as FactCollections
  let forced = 0
  const screen = {
    async rows(_, json, force) {
      const rows = JSON.parse(json) as never[]
      catalogue.put(rows, force)
      if (force) forced += rows.length
    },
    doubt: () => {},
    sweep: () => {},
    fingerprint: async () => '0 0 0 0',
  } as Partial<Screen> as Screen
  const memory = keepInMemory(screen, async () => {})
  await memory.follow(facts, { products: known, stockLevels: 0 })
  const write = (...rows: object[]) =>
    written.next({ events: rows.map((it) => ({ documentData: { ...it, _meta: {}, _rev: '1-a' } })) })
  return { catalogue, memory, write, forced: () => forced }
}

function row(number: number, seq: number, more: object = {}) {
  return { ...productOf(number, more), seq, _deleted: false } as never
}

test('[E2] [C2] a tab that reads shows what the writer pulled under a new epoch, whatever its position', async () => {
  const { catalogue, write } = await reader(103)
  write(row(1, 41, { title: 'Restored' }))
  // Above the one before, below what is shown.
  write(row(2, 42, { title: 'Restored' }))
  expect(catalogue.product(uuid(1))?.title).toBe('Restored')
  expect(catalogue.product(uuid(2))?.title).toBe('Restored')
})

test('[C5] a tab that reads shows a row that the writer healed at the same position', async () => {
  const { catalogue, write } = await reader(103)
  write(row(3, 103, { title: 'Truth' }))
  expect(catalogue.product(uuid(3))?.title).toBe('Truth')
})

test('what this tab pulled itself is not told again when it is on disk', async () => {
  const { memory, write, forced } = await reader(103)
  await memory.take('products', [row(4, 104)], false)
  write(row(4, 104))
  expect(forced()).toBe(0)
})
