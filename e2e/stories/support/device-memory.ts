import type { Page } from 'playwright-core'

/** What the disk of a lane remembers of the lane itself: by key, as text. */
export async function memoryOf(page: Page): Promise<Record<string, string>> {
  return await page.evaluate(async () => {
    type Buckets = { open(name: string): Promise<{ indexedDB: IDBFactory }> }
    const buckets = (navigator as unknown as { storageBuckets: Buckets }).storageBuckets
    const bucket = await buckets.open('omnisync-intents')
    const database = await done(bucket.indexedDB.open('omnisync-memory'))
    const kept = database.transaction('kept').objectStore('kept')
    const [keys, values] = await Promise.all([done(kept.getAllKeys()), done(kept.getAll())])
    database.close()
    const entries = values as { value: string | null }[]
    return Object.fromEntries((keys as string[]).map((key, at) => [key, entries[at]?.value ?? '']))

    function done<T>(request: IDBRequest<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    }
  })
}

/** How many there are in the list `name` of what is kept under a key that begins so. */
export async function countKept(page: Page, beginning: string, name: string): Promise<number> {
  const found = Object.entries(await memoryOf(page)).find(([key]) => key.startsWith(beginning))
  const kept = JSON.parse(found?.[1] ?? '{}') as Record<string, unknown[] | undefined>
  return kept[name]?.length ?? 0
}
