import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { AnyStorage } from '../storages.ts'

/** A storage without a disk. It is one for the process: what keeps browsers apart is the name of their databases. */
export function memoryStorage(): AnyStorage {
  return getRxStorageMemory()
}
