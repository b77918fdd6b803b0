import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { beginNewLog } from './begin-new-log.ts'

test('[C6] filling up the log of the browser leaves nothing of it behind, however often it is done', async () => {
  const factory = new IDBFactory()
  await beginNewLog(factory)
  await beginNewLog(factory)
  const [{ name } = { name: '' }] = await factory.databases()
  const db = await new Promise<IDBDatabase>((resolve) => {
    const request = factory.open(name ?? '')
    request.onsuccess = () => resolve(request.result)
  })
  const all = db.transaction('filling').objectStore('filling').getAllKeys()
  await new Promise((resolve) => (all.onsuccess = resolve))
  expect(all.result).toEqual(['begun'])
})
