import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import type { LogReport } from './database-log.ts'
import { LogLostError } from './log-file.ts'
import { logName, logStorage } from './log-storage.ts'
import { diskWith, newDisk, stateOf } from './testing/disk.ts'
import { openProducts, product } from './testing/products.ts'

const waits = [0, 0]

it('keeps documents and tombstones over a reopening, and the versions of a schema apart', async () => {
  const { indexedDB } = newDisk()
  const before = await openProducts(logStorage({ indexedDB }), 'shop')
  const apron = product('apron', 1)
  await before.bulkWrite([{ document: apron }, { document: product('belt', 1) }], '')
  await before.bulkWrite([{ previous: apron, document: product('apron', 2, { _deleted: true }, apron) }], '')
  await before.close()

  const after = await openProducts(logStorage({ indexedDB }), 'shop')
  expect(await after.findDocumentsById(['apron', 'belt'], true)).toMatchObject([
    { _deleted: true },
    { id: 'belt' },
  ])
  const other = await openProducts(logStorage({ indexedDB }), 'shop', 'others')
  expect(await other.findDocumentsById(['belt'], true)).toEqual([])
})

it('[C1] a write that fails for a moment is tried again', async () => {
  const disk = newDisk()
  const products = await openProducts(logStorage({ indexedDB: disk.indexedDB, waits }), 'shop')
  let failures = 2
  disk.fault = () => (failures-- > 0 ? new DOMException('Internal error', 'UnknownError') : undefined)
  expect((await products.bulkWrite([{ document: product('apron', 1) }], '')).error).toEqual([])
  expect(failures).toBe(-1)
  await products.close()
  const again = await openProducts(logStorage({ indexedDB: disk.indexedDB }), 'shop')
  expect(await again.findDocumentsById(['apron'], false)).toHaveLength(1)
})

it('[C1] a write that cannot be kept rejects, nothing of it is seen, and the next one goes through', async () => {
  const disk = newDisk()
  const products = await openProducts(logStorage({ indexedDB: disk.indexedDB, waits }), 'shop')
  const events: unknown[] = []
  products.changeStream().subscribe((bulk) => events.push(bulk))
  disk.fault = () => new DOMException('Internal error', 'UnknownError')
  await expect(products.bulkWrite([{ document: product('apron', 1) }], '')).rejects.toThrow('Internal error')
  expect(await products.findDocumentsById(['apron'], true)).toEqual([])
  expect(events).toEqual([])

  disk.fault = () => undefined
  expect((await products.bulkWrite([{ document: product('apron', 2) }], '')).error).toEqual([])
  expect(events).toHaveLength(1)
})

it('[C1] a full disk is told at once', async () => {
  const disk = newDisk()
  const products = await openProducts(logStorage({ indexedDB: disk.indexedDB, waits }), 'shop')
  let asked = 0
  disk.fault = () => (asked++, new DOMException('Full', 'QuotaExceededError'))
  await expect(products.bulkWrite([{ document: product('apron', 1) }], '')).rejects.toMatchObject({
    name: 'QuotaExceededError',
  })
  expect(asked).toBe(1)
})

it('[C1] the log is cut before a record that cannot be read, and works on from there', async () => {
  const disk = newDisk()
  const products = await openProducts(logStorage({ indexedDB: disk.indexedDB }), 'shop')
  for (const [i, id] of ['apron', 'belt', 'cap'].entries())
    await products.bulkWrite([{ document: product(id, i + 1) }], '')
  await products.close()
  const state = await stateOf(disk.indexedDB, logName('shop'))
  const damaged = state.log[1]![1] as { parts: { documents: string }[] }
  damaged.parts[0]!.documents = damaged.parts[0]!.documents.slice(0, 40)

  const { indexedDB } = await diskWith(state, logName('shop'))
  const reports: LogReport[] = []
  const after = await openProducts(logStorage({ indexedDB, report: (it) => reports.push(it) }), 'shop')
  expect(reports).toMatchObject([
    { kind: 'damaged', after: 1 },
    { kind: 'opened', records: 1, documents: 1 },
  ])
  expect((await after.findDocumentsById(['apron', 'belt', 'cap'], true)).map((d) => d.id)).toEqual(['apron'])
  await after.bulkWrite([{ document: product('cap', 9) }], '')
  await after.close()
  const again = await openProducts(logStorage({ indexedDB }), 'shop')
  expect((await again.findDocumentsById(['apron', 'belt', 'cap'], true)).map((d) => d.id)).toEqual([
    'apron',
    'cap',
  ])
})

it('[C1] a log that was deleted under an open tab takes no more writes until it is opened again', async () => {
  const { indexedDB } = newDisk()
  const storage = logStorage({ indexedDB, waits })
  const products = await openProducts(storage, 'shop')
  await products.bulkWrite([{ document: product('apron', 1) }], '')
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(logName('shop'))
    request.onsuccess = resolve
    request.onerror = reject
  })
  // Another tab has begun a new log and written further than this one had.
  const other = await openProducts(logStorage({ indexedDB }), 'shop')
  for (const [i, id] of ['belt', 'cap', 'dress'].entries())
    await other.bulkWrite([{ document: product(id, i + 2) }], '')

  await expect(products.bulkWrite([{ document: product('scarf', 9) }], '')).rejects.toThrow(LogLostError)
  await products.close()
  const again = await openProducts(storage, 'shop')
  const found = await again.findDocumentsById(['apron', 'belt', 'scarf'], true)
  expect(found.map((d) => d.id)).toEqual(['belt'])
})

it('throws away an older format and refuses a newer one', async () => {
  const { indexedDB } = newDisk()
  const products = await openProducts(logStorage({ indexedDB }), 'shop')
  await products.close()
  await new Promise<void>((resolve) => {
    const request = indexedDB.open(logName('shop'), 1000)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
  })
  await expect(openProducts(logStorage({ indexedDB }), 'shop')).rejects.toMatchObject({
    name: 'VersionError',
  })
})

it('shrinks a log of many small updates, beside the writes, and loses nothing by it', async () => {
  const { indexedDB } = newDisk()
  const reports: LogReport[] = []
  const storage = logStorage({
    indexedDB,
    slack: { documents: 50, records: 20, perRecord: 4, packFrom: 3 },
    report: (it) => reports.push(it),
  })
  const products = await openProducts(storage, 'shop')
  let apron = product('apron', 1)
  await products.bulkWrite([{ document: apron }], '')
  for (let i = 2; i <= 300; i++) {
    const next = product('apron', i, { price: i }, apron)
    await products.bulkWrite([{ previous: apron, document: next }], '')
    apron = next
  }
  await products.close()
  expect(reports.filter((it) => it.kind === 'compacted').length).toBeGreaterThan(2)
  const { log } = await stateOf(indexedDB, logName('shop'))
  expect(log.length).toBeLessThan(100)
  const again = await openProducts(logStorage({ indexedDB }), 'shop')
  expect(await again.findDocumentsById(['apron'], true)).toEqual([apron])
})

it('refuses attachments', async () => {
  const storage = logStorage(newDisk())
  const { storedSchema } = await import('./testing/products.ts')
  const schema = { ...storedSchema, attachments: {} }
  const params = {
    databaseInstanceToken: 't',
    databaseName: 'shop',
    collectionName: 'p',
    schema,
    options: {},
    multiInstance: false,
    devMode: false,
  }
  await expect(storage.createStorageInstance(params)).rejects.toThrow('attachments')
})
