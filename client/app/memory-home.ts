import { z } from 'zod'
import { homeOfIntents } from '../database/storage-home.ts'
import { hasMemory, type Bridge } from './lane-memory.ts'

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

const Unsaved = z.object({ value: z.nullable(z.string()), version: z.int() })
const unsaved = 'omnisync.unsaved.'

/** Changes on their way to the disk, in `localStorage`: it outlives the page at once, and the power only later. */
export function bridgeIn(local: Storage): Bridge {
  return {
    put(key, entry) {
      // Full or blocked: then only a page that is left at this very moment may lose it.
      try {
        local.setItem(unsaved + key, JSON.stringify(entry))
      } catch {}
    },
    remove: (key) => local.removeItem(unsaved + key),
    entries: () =>
      Object.entries(local).flatMap(([key, text]: [string, string]) => {
        if (!key.startsWith(unsaved)) return []
        const entry = Unsaved.safeParse(parsed(text)).data
        return entry ? [[key.slice(unsaved.length), entry] as [string, typeof entry]] : []
      }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
