import type { RxStorageInstanceCreationParams } from 'rxdb/plugins/core'
import { DEXIE_DOCS_TABLE_NAME, type RxStorageDexie } from 'rxdb/plugins/storage-dexie'

/**
 * Lets a Dexie storage look for many documents by one question for the ids between the lowest and the highest of them,
 * instead of one question each. Ids are in the order of time, and so is a page: nearly always that is the page, or, in
 * a first load, nothing at all. What is there is then read as ever.
 *
 * @param least so many ids are looked for in this way
 */
export function withRangeLookups(storage: RxStorageDexie, least = 20): RxStorageDexie {
  const { createStorageInstance } = storage
  storage.createStorageInstance = async function <D>(params: RxStorageInstanceCreationParams<D, never>) {
    const instance = await createStorageInstance.call(storage, params as never)
    const { findDocumentsById } = instance
    instance.findDocumentsById = async (ids, withDeleted) => {
      if (ids.length < least) return await findDocumentsById.call(instance, ids, withDeleted)
      const { dexieDb } = await instance.internals
      const between = await idsBetween(dexieDb.backendDB(), ids)
      const known = between && new Set(between)
      const there = known ? ids.filter((id) => known.has(id)) : ids
      return there.length === 0 ? [] : await findDocumentsById.call(instance, there, withDeleted)
    }
    return instance as never
  }
  return storage
}

/** The ids that are there from the lowest to the highest of these; null where there are far more than were asked for. */
function idsBetween(database: IDBDatabase, ids: readonly string[]): Promise<string[] | null> {
  let lowest = ids[0]!
  let highest = lowest
  for (const id of ids) {
    if (id < lowest) lowest = id
    if (id > highest) highest = id
  }
  const most = 2 * ids.length
  return new Promise((resolve, reject) => {
    const asked = database
      .transaction(DEXIE_DOCS_TABLE_NAME)
      .objectStore(DEXIE_DOCS_TABLE_NAME)
      .getAllKeys(IDBKeyRange.bound(lowest, highest), most)
    asked.onsuccess = () => resolve(asked.result.length < most ? (asked.result as string[]) : null)
    asked.onerror = () => reject(asked.error)
  })
}
