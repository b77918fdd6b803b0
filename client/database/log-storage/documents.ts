import { createPacking } from '../packing.ts'
import type { Stored } from './record.ts'

/**
 * The documents of one shelf by id, each packed into a short text and read when somebody asks: as objects a hundred
 * thousand products take a hundred megabytes more.
 */
export type Documents = {
  readonly size: number
  ids(): Iterable<string>
  has(id: string): boolean
  get(id: string): Stored | undefined
  /** Whether it is a tombstone. */
  isDeleted(id: string): boolean
  tombstones(): Iterable<string>
  /** `key` is the field that holds the id, the same one each time. */
  set(key: string, document: Stored): void
  delete(id: string): void
  clear(): void
}

export function createDocuments(): Documents {
  const texts = new Map<string, string>()
  const deleted = new Set<string>()
  let packing: ReturnType<typeof createPacking> | undefined

  return {
    get size() {
      return texts.size
    },
    ids: () => texts.keys(),
    has: (id) => texts.has(id),
    get(id) {
      const text = texts.get(id)
      return text === undefined || !packing ? undefined : (packing.unpack(text, id) as Stored)
    },
    isDeleted: (id) => deleted.has(id),
    tombstones: () => deleted,
    set(key, document) {
      packing ??= createPacking(key)
      const id = document[key] as string
      texts.set(id, packing.pack(document))
      if (document._deleted) deleted.add(id)
      else deleted.delete(id)
    },
    delete(id) {
      texts.delete(id)
      deleted.delete(id)
    },
    clear() {
      texts.clear()
      deleted.clear()
    },
  }
}
