import type { RxStorage } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { logStorage } from './log-storage/log-storage.ts'
import { withRangeLookups } from './range-lookups.ts'
import type { StorageHome } from './storage-home.ts'
import { withStraightInserts } from './straight-inserts.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- RxDB itself leaves a storage's own types open
export type AnyStorage = RxStorage<any, any>

/**
 * The storage of what devices write. Strict: the promise of a write resolves when it has reached the disk (C6); a
 * power cut lost up to twenty seconds of sales without it.
 */
export function intentsStorage(home: StorageHome): AnyStorage {
  const durability = 'strict'
  const storage = getRxStorageDexie({ ...home.options, chromeTransactionDurability: durability })
  return withStraightInserts(withRangeLookups(storage), durability)
}

/**
 * The storage of what devices only read. It may lose its tail: that costs a pull.
 *
 * @param lost hears when all of it was thrown away behind this tab: until it is opened anew nothing in it changes
 */
export function factsStorage(factory: IDBFactory, lost: () => void): AnyStorage {
  return logStorage({
    indexedDB: factory,
    report({ kind }) {
      if (kind === 'lost') lost()
    },
  })
}
