import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { createStock } from '../database/stock-on-hand.ts'
import { createCatalogue } from '../search/catalogue.ts'
import { shelfOf } from '../search/testing/shelf-of.ts'
import { displayFile, type Display } from './display-file.ts'

const branchId = '00000000-0000-7000-8000-0000000000b1'
const atOnce = (then: () => void) => then()

async function display(count: number): Promise<Display> {
  const catalogue = createCatalogue(atOnce)
  for (let from = 0; from < count; from += 500) catalogue.put(shelfOf(count).slice(from, from + 500))
  const stock = createStock(branchId, atOnce)
  stock.put(
    shelfOf(count).map(
      ({ id, seq }) => ({ branchId, productId: id, seq, onHand: seq, updatedAt: 'then' }) as never,
    ),
  )
  return { catalogue: await catalogue.state(), stock: stock.state(), branches: [{ id: branchId } as never] }
}

test('what was kept finds, counts and stocks as before', async () => {
  const factory = new IDBFactory()
  await displayFile(factory, 'a').save(await display(5000))
  const kept = await displayFile(factory, 'a').load()
  const shelf = shelfOf(5000)
  const catalogue = createCatalogue(atOnce, undefined, kept!.catalogue)
  expect(catalogue.size).toBe(5000)
  expect(catalogue.byBarcode(shelf[4321]!.barcode!)).toEqual(shelf[4321])
  expect(catalogue.bySku(shelf[77]!.sku)).toEqual(shelf[77])
  await expect.poll(() => catalogue.search(`${shelf[9]!.title} ${shelf[9]!.sku}`, 5)).toContainEqual(shelf[9])
  expect(catalogue.categories().reduce((sum, { count }) => sum + count, 0)).toBe(5000)
  catalogue.put([{ ...shelf[5]!, seq: 9999, title: 'Papyrus' }])
  expect(catalogue.search('papyrus', 5)).toHaveLength(1)
  expect(createStock(branchId, atOnce, kept!.stock).onHand(shelf[3]!.id)).toEqual({
    onHand: shelf[3]!.seq,
    pending: 0,
    velocity: null,
    asOf: 'then',
  })
  expect(kept!.branches).toEqual([{ id: branchId }])
})

test('nothing, a display of another name, and one that was thrown away are none', async () => {
  const factory = new IDBFactory()
  const file = displayFile(factory, 'a')
  expect(await file.load()).toBeNull()
  await file.save(await display(10))
  expect(await displayFile(factory, 'b').load()).toBeNull()
  await file.remove()
  expect(await file.load()).toBeNull()
})

test('a display that misses a part, or is of another format, is thrown away', async () => {
  for (const damage of [
    (parts: IDBObjectStore) => parts.delete('text 0'),
    (parts: IDBObjectStore) => parts.delete('stock'),
    (parts: IDBObjectStore) => parts.put({ seqs: new Float64Array(3) }, 'columns'),
    (parts: IDBObjectStore) => parts.put({ format: 0 }, 'head'),
  ]) {
    const factory = new IDBFactory()
    const file = displayFile(factory, 'a')
    await file.save(await display(10))
    expect(await file.load()).not.toBeNull()
    await change(factory, damage)
    expect(await file.load()).toBeNull()
    expect(await change(factory, (parts) => parts.count())).toBe(0)
  }
})

test('words that are missing or damaged are made anew, and a change in between is not lost', async () => {
  for (const damage of [
    (parts: IDBObjectStore) => parts.delete('words'),
    (parts: IDBObjectStore) => parts.put({ own: 5 }, 'words'),
  ]) {
    const factory = new IDBFactory()
    await displayFile(factory, 'a').save(await display(600))
    await change(factory, damage)
    const kept = await displayFile(factory, 'a').load()
    const catalogue = createCatalogue(atOnce, undefined, kept!.catalogue)
    const shelf = shelfOf(600)
    catalogue.put([{ ...shelf[7]!, seq: 9999, title: 'Papyrus' }])
    await expect.poll(() => catalogue.search(shelf[599]!.sku, 5)).toEqual([shelf[599]])
    expect(catalogue.search('papyrus', 5)).toHaveLength(1)
    expect(catalogue.search(shelf[7]!.title, 600).map(({ id }) => id)).not.toContain(shelf[7]!.id)
  }
})

test('what changes before the words are back is found by its new words only', async () => {
  const factory = new IDBFactory()
  await displayFile(factory, 'a').save(await display(600))
  const kept = await displayFile(factory, 'a').load()
  const catalogue = createCatalogue(atOnce, undefined, kept!.catalogue)
  const shelf = shelfOf(600)
  catalogue.put([{ ...shelf[7]!, seq: 9999, title: 'Papyrus' }])
  await expect.poll(() => catalogue.search(shelf[599]!.sku, 5)).toEqual([shelf[599]])
  expect(catalogue.search('papyrus', 5)).toHaveLength(1)
  expect(catalogue.search(shelf[7]!.title, 600).map(({ id }) => id)).not.toContain(shelf[7]!.id)
})

function change(factory: IDBFactory, work: (parts: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = factory.open('omnisync-display:a')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const running = opening.result.transaction('parts', 'readwrite')
      const asked = work(running.objectStore('parts'))
      running.oncomplete = () => {
        opening.result.close()
        resolve(asked.result)
      }
    }
  })
}
