import type { RxStorage, RxStorageInstance } from 'rxdb/plugins/core'
import { fillWithDefaultSettings, normalizeMangoQuery, now, prepareQuery } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { logStorage } from '../../client/database/log-storage/log-storage.ts'
import { productSchema, type BenchProduct } from './products.ts'

/** What a way of keeping documents can do; all times are taken outside. */
export type Way = {
  /** Resolves when the page and its checkpoint are on disk. */
  write(page: BenchProduct[], number: number): Promise<void>
  /** Resolves when the first query is answered after opening. */
  open(): Promise<number>
  close(): Promise<void>
}

export async function wayCalled(name: string): Promise<Way> {
  if (name === 'dexie') return viaRxStorage(getRxStorageDexie())
  if (name === 'log') return viaRxStorage(logStorage())
  return raw(name as RawFormat)
}

const schema = fillWithDefaultSettings(productSchema)
const metaSchema = fillWithDefaultSettings<{ id: string; seq: number }>({
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, seq: { type: 'integer' } },
})

/** The storage instances of a collection and of its replication's meta data, used in RxDB's order. */
async function viaRxStorage(storage: RxStorage<unknown, unknown>): Promise<Way> {
  let products: RxStorageInstance<BenchProduct, unknown, unknown>
  let meta: RxStorageInstance<{ id: string; seq: number }, unknown, unknown>
  let checkpoint: object | undefined
  const params = {
    databaseInstanceToken: 'bench',
    databaseName: 'bench',
    options: {},
    multiInstance: false,
    devMode: false,
  }
  const opening = (async () => {
    products = (await storage.createStorageInstance({
      ...params,
      collectionName: 'products',
      schema,
    } as never)) as never
    meta = (await storage.createStorageInstance({
      ...params,
      collectionName: 'meta',
      schema: metaSchema,
    } as never)) as never
  })()
  return {
    async write(page, number) {
      await opening
      const _meta = { lwt: now() }
      const rows = page.map((it) => ({
        document: { ...it, _deleted: false, _attachments: {}, _rev: '1-bench', _meta },
      }))
      const { error } = await products.bulkWrite(rows as never, 'bench')
      if (error.length > 0) throw new Error('conflict')
      const next = {
        id: 'down',
        seq: number,
        _deleted: false,
        _attachments: {},
        _rev: `${number + 1}-bench`,
        _meta,
      } as never
      const row = checkpoint ? { previous: checkpoint, document: next } : { document: next }
      await meta.bulkWrite([row as never], 'bench')
      checkpoint = next
    },
    async open() {
      await opening
      const query = prepareQuery(
        schema,
        normalizeMangoQuery(schema, { selector: {}, sort: [{ id: 'asc' }], limit: 30 } as never),
      )
      return (await products.query(query as never)).documents.length
    },
    async close() {
      await products.close()
      await meta.close()
    },
  }
}

type RawFormat = 'raw-500' | 'clone-1000' | 'json-1000' | 'bytes-1000'

/** No RxDB at all: IndexedDB with so many documents a record, as objects, as text, or as UTF-8. */
async function raw(format: RawFormat): Promise<Way> {
  const size = format === 'raw-500' ? 500 : 1000
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('bench-raw', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('log', { autoIncrement: true })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const pack = (page: BenchProduct[]) =>
    format === 'json-1000'
      ? JSON.stringify(page)
      : format === 'bytes-1000'
        ? new TextEncoder().encode(JSON.stringify(page))
        : page
  const unpack = (it: unknown): BenchProduct[] =>
    format === 'json-1000'
      ? (JSON.parse(it as string) as BenchProduct[])
      : format === 'bytes-1000'
        ? (JSON.parse(new TextDecoder().decode(it as Uint8Array)) as BenchProduct[])
        : (it as BenchProduct[])
  const kept = new Map<string, BenchProduct>()
  return {
    async write(page) {
      for (let from = 0; from < page.length; from += size) {
        await new Promise<void>((resolve, reject) => {
          const transaction = database.transaction('log', 'readwrite', { durability: 'relaxed' })
          transaction.oncomplete = () => resolve()
          transaction.onabort = () => reject(transaction.error)
          transaction.objectStore('log').add(pack(page.slice(from, from + size)))
        })
      }
    },
    async open() {
      for (let after = 0; ; after += 16) {
        const chunk = await new Promise<unknown[]>((resolve, reject) => {
          const request = database
            .transaction('log')
            .objectStore('log')
            .getAll(IDBKeyRange.lowerBound(after, true), 16)
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
        for (const record of chunk) for (const it of unpack(record)) kept.set(it.id, it)
        if (chunk.length < 16) return kept.size
      }
    },
    async close() {
      database.close()
    },
  }
}
