import type { Page } from 'playwright-core'

export type Raw = { writeMs: number; readMs: number; orders: number[] }

/**
 * What IndexedDB costs by itself in the same browser: products and levels written 500 documents a record, read again,
 * and orders of 1.6 kB put strictly, one after the other.
 */
export function measureRaw(page: Page, count: number, orders: number): Promise<Raw> {
  return page.evaluate(
    async ([size, puts]) => {
      const done = (what: IDBRequest | IDBTransaction) =>
        new Promise<void>((resolve, reject) => {
          what.addEventListener('success', () => resolve())
          what.addEventListener('complete', () => resolve())
          what.addEventListener('error', () => reject(what.error))
        })
      const opening = indexedDB.open('bench-raw', 1)
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('log', { autoIncrement: true })
        opening.result.createObjectStore('orders', { keyPath: 'id' })
      }
      await done(opening)
      const database = opening.result
      // Made before the clock runs, of the shape and size of the shop's own.
      const id = (number: number) => `01a1ede2-6680-7f58-bb78-${number.toString(16).padStart(12, '0')}`
      const product = (number: number) => ({
        id: id(number),
        seq: number,
        _deleted: false,
        groupId: id(number >> 2),
        groupTitle: `Linen Summer Jacket ${number >> 2}`,
        title: `Linen Summer Jacket ${number >> 2} — Navy / M`,
        variantTitle: 'Navy / M',
        sku: `SKU-${number}`,
        barcode: String(4_000_000_000_000 + number),
        vendor: 'Cotton & Wool',
        category: 'Jackets',
        tags: ['classic', 'navy'],
        price: 2_000 + (number % 900),
        taxRate: 2_000,
        status: 'active',
        imageUrl: `https://images.example.test/catalogue/${number}/front-${number}.webp`,
        shopifyVariantId: null,
        updatedAt: new Date(1_760_000_000_000 + number).toISOString(),
      })
      const level = (number: number) => ({
        id: `${id(1)}:${id(number)}`,
        seq: size + number,
        _deleted: false,
        branchId: id(1),
        productId: id(number),
        onHand: number % 40,
        reorderPoint: null,
        velocity: null,
        daysRemaining: null,
        updatedAt: new Date(1_760_000_000_000 + number).toISOString(),
      })
      const records: object[][] = []
      for (const make of [product, level])
        for (let from = 0; from < size; from += 500)
          records.push(Array.from({ length: Math.min(500, size - from) }, (_, index) => make(from + index)))
      const began = performance.now()
      for (const record of records) {
        const transaction = database.transaction('log', 'readwrite', { durability: 'relaxed' })
        transaction.objectStore('log').add(record)
        await done(transaction)
      }
      const writeMs = performance.now() - began
      records.length = 0
      const readBegan = performance.now()
      for (let after = 0; ; after += 16) {
        const request = database
          .transaction('log')
          .objectStore('log')
          .getAll(IDBKeyRange.lowerBound(after, true), 16)
        await done(request)
        if (request.result.length < 16) break
      }
      const readMs = performance.now() - readBegan
      const times: number[] = []
      for (let number = 0; number < puts; number += 1) {
        const order = { id: id(number), lines: 'x'.repeat(1_500) }
        const putBegan = performance.now()
        const transaction = database.transaction('orders', 'readwrite', { durability: 'strict' })
        transaction.objectStore('orders').put(order)
        await done(transaction)
        times.push(performance.now() - putBegan)
        await new Promise((resolve) => setTimeout(resolve, 60))
      }
      database.close()
      indexedDB.deleteDatabase('bench-raw')
      return { writeMs, readMs, orders: times }
    },
    [count, orders] as const,
  )
}
