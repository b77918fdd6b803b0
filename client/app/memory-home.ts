import { homeOfIntents } from '../database/storage-home.ts'
import { hasMemory } from './lane-memory.ts'

const pointer = 'omnisync.home'

/**
 * Where this device's memory lies: beside its orders, in their bucket where there is one. A browser that needs room may
 * throw away its common store, and orders without the memory of whose they are would be lost with it.
 *
 * @param local remembers which of the two it was; Chromium brings that to the disk late, so without it both are looked at
 */
export async function homeOfMemory(local: Pick<Storage, 'getItem' | 'setItem'>): Promise<IDBFactory> {
  const known = local.getItem(pointer) !== null
  const home = await homeOfIntents(local)
  const factory = home.options.indexedDB as IDBFactory
  if (known || home.kind === 'common') return factory
  if ((await hasMemory(factory)) || !(await hasMemory(indexedDB))) return factory
  local.setItem(pointer, 'common')
  return indexedDB
}

/** What earlier versions kept in `localStorage` and the memory keeps now. */
export function olderMemory(local: Storage) {
  const moved =
    /^omnisync\.(session|registering|epoch|counter|stock-seen-to|people|cart|stock-work|rescues|lanes|reprints)\b/
  return {
    entries: () => Object.entries(local).filter(([key]): boolean => moved.test(key)) as [string, string][],
    forget(keys: string[]) {
      for (const key of keys) local.removeItem(key)
    },
  }
}
