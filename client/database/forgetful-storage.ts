import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import type { AnyStorage } from './storages.ts'

/** A storage that is gone with its thread: for a training, of which nothing may stay. */
export function forgetfulStorage(): AnyStorage {
  return getRxStorageMemory()
}
