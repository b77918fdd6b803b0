import type { Page } from 'playwright-core'

/**
 * Damages what the disk of a lane holds of its orders, behind the app's back: `lose` removes the row, `change total`
 * makes the sums of the order wrong. Gives how many rows were there with that number.
 */
export async function damageOrder(
  page: Page,
  number: string,
  damage: 'lose' | 'change total',
): Promise<number> {
  return await page.evaluate(
    async ([wanted, how]) => {
      const { factory, name } = await homeOfOrders()
      const database = await done(factory.open(name))
      const docs = database.transaction('docs', 'readwrite', { durability: 'strict' }).objectStore('docs')
      let found = 0
      for (const row of (await done(docs.getAll())) as { id: string; number: string; total: number }[]) {
        if (row.number !== wanted) continue
        found += 1
        if (how === 'lose') await done(docs.delete(row.id))
        else await done(docs.put({ ...row, total: row.total + 1 }))
      }
      database.close()
      return found

      async function homeOfOrders() {
        type Buckets = { open(name: string): Promise<{ indexedDB: IDBFactory }> }
        const buckets = (navigator as unknown as { storageBuckets: Buckets }).storageBuckets
        const bucket = await buckets.open('omnisync-intents')
        const all = await bucket.indexedDB.databases()
        const orders = all.find((one) => /intents--\d+--orders$/.test(one.name ?? ''))
        if (!orders?.name) throw new Error(`no orders among ${all.map((one) => one.name).join(' ')}`)
        return { factory: bucket.indexedDB, name: orders.name }
      }
      function done<T>(request: IDBRequest<T>): Promise<T> {
        return new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      }
    },
    [number, damage] as const,
  )
}
