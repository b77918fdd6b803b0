import {
  categorizeBulkWriteRows,
  type BulkWriteRow,
  type RxStorageInstanceCreationParams,
} from 'rxdb/plugins/core'
import { DEXIE_DOCS_TABLE_NAME, fromStorageToDexie, type RxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { Subject } from 'rxjs'
import { breathe } from './log-storage/turns.ts'

type Durability = 'strict' | 'relaxed'
type Fields = Record<string, unknown>

/** What of RxDB's Dexie storage is used here beyond what it promises; `straight-inserts.test.ts` holds it to that. */
type Inner = { changes$: Subject<unknown>; primaryPath: string }

/**
 * Lets a Dexie storage add new documents in one step: what is not known yet need not be asked for first. The Dexie
 * storage reads each document before it writes it and walks through layers of its own; a checkout, and each document
 * of a first load, paid for both. Where one of them is there after all nothing is written, and the storage itself
 * decides as it always did.
 *
 * The promise of a write resolves when the transaction is complete: with `strict`, when it has reached the disk (C6).
 * Whoever follows the collection hears of it a moment later, when the one who waits for the write has been answered: a
 * cashier sees the tick before the queue is counted and sent.
 */
export function withStraightInserts(storage: RxStorageDexie, durability: Durability): RxStorageDexie {
  const { createStorageInstance } = storage
  storage.createStorageInstance = async function <D>(params: RxStorageInstanceCreationParams<D, never>) {
    const instance = await createStorageInstance.call(storage, params as never)
    const { bulkWrite } = instance
    const { changes$, primaryPath } = instance as unknown as Inner
    let untold: unknown[] = []
    const tell = () => {
      const bulks = untold
      untold = []
      for (const bulk of bulks) changes$.next(bulk)
    }

    instance.bulkWrite = async (rows, context) => {
      const usual = async () => {
        const written = bulkWrite.call(instance, rows, context)
        // News stays in the order of the writes: its own comes when it is through.
        tell()
        return await written
      }
      if (params.schema.attachments || rows.length === 0 || rows.some(({ previous }) => previous))
        return await usual()
      const { dexieDb, booleanIndexes } = await instance.internals
      const decided = categorizeBulkWriteRows(
        instance as never,
        primaryPath as never,
        new Map() as never,
        rows as BulkWriteRow<Fields>[],
        context,
      )
      const documents = rows.map(({ document }) => fromStorageToDexie(booleanIndexes, document as never))
      if (!(await addAll(dexieDb.backendDB(), documents, durability))) return await usual()
      const newest = decided.newestRow?.document as (Fields & { _meta: { lwt: number } }) | undefined
      if (decided.eventBulk.events.length > 0 && newest) {
        decided.eventBulk.checkpoint = { id: newest[primaryPath] as string, lwt: newest._meta.lwt }
        untold.push(decided.eventBulk)
        if (untold.length === 1) void breathe().then(tell)
      }
      return { error: [] }
    }
    return instance as never
  }
  return storage
}

/** Adds all or none in one transaction; false, and nothing added, where one is there already. */
function addAll(
  database: IDBDatabase,
  documents: readonly object[],
  durability: Durability,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const running = database.transaction(DEXIE_DOCS_TABLE_NAME, 'readwrite', { durability })
    let isThere = false
    running.oncomplete = () => resolve(true)
    running.onabort = () => {
      if (isThere) resolve(false)
      else reject(running.error ?? new DOMException('The transaction was aborted', 'AbortError'))
    }
    const store = running.objectStore(DEXIE_DOCS_TABLE_NAME)
    for (const document of documents) {
      const adding = store.add(document)
      // Unhandled, it aborts the transaction.
      adding.onerror = () => {
        isThere ||= adding.error?.name === 'ConstraintError'
      }
    }
    running.commit()
  })
}
