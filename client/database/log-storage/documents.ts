import { createPacking } from '../packing.ts'
import type { Readable, Stored, Unpack } from './record.ts'

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
  /** Takes in what a record holds, of many documents the texts as they are; gives the ids. */
  put(read: Readable): readonly string[]
  delete(id: string): void
  clear(): void
}

/** Texts that can be read in the same way lie one after another, from `from` on. */
type Run = { from: number; unpack: Unpack }

/** @param mostEmpty empty places that may lie among the texts, beyond as many as there are texts */
export function createDocuments(mostEmpty = 2_000): Documents {
  /** Where the text of each id lies. */
  let places = new Map<string, number>()
  let texts: (string | undefined)[] = []
  let runs: Run[] = []
  const deleted = new Set<string>()
  /** For documents that came a few at a time. */
  let own: ReturnType<typeof createPacking> | undefined

  function add(id: string, text: string, unpack: Unpack, isDeleted: boolean): void {
    const before = places.get(id)
    if (before !== undefined) texts[before] = undefined
    if (runs.at(-1)?.unpack !== unpack) runs.push({ from: texts.length, unpack })
    places.set(id, texts.push(text) - 1)
    if (isDeleted) deleted.add(id)
    else deleted.delete(id)
  }

  function unpackAt(place: number): Unpack {
    let low = 0
    let high = runs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (runs[middle]!.from <= place) low = middle
      else high = middle - 1
    }
    return runs[low]!.unpack
  }

  /** What is replaced again and again would else fill the memory with empty places. */
  function closeRanks(): void {
    if (texts.length <= 2 * places.size + mostEmpty) return
    const [oldPlaces, oldTexts, oldRuns] = [places, texts, runs]
    ;[places, texts, runs] = [new Map(), [], []]
    const byPlace = [...oldPlaces].sort(([, a], [, b]) => a - b)
    let run = 0
    for (const [id, place] of byPlace) {
      while (run + 1 < oldRuns.length && oldRuns[run + 1]!.from <= place) run += 1
      add(id, oldTexts[place]!, oldRuns[run]!.unpack, deleted.has(id))
    }
  }

  return {
    get size() {
      return places.size
    },
    ids: () => places.keys(),
    has: (id) => places.has(id),
    get(id) {
      const place = places.get(id)
      return place === undefined ? undefined : (unpackAt(place)(texts[place]!, id) as Stored)
    },
    isDeleted: (id) => deleted.has(id),
    tombstones: () => deleted,
    put(read) {
      const ids = 'ids' in read ? read.ids : read.documents.map((document) => document[read.key] as string)
      if ('ids' in read) {
        const gone = new Set(read.deleted)
        ids.forEach((id, at) => add(id, read.texts[at]!, read.unpack, gone.has(at)))
      } else {
        const { pack, unpack } = (own ??= createPacking(read.key))
        read.documents.forEach((document, at) => add(ids[at]!, pack(document), unpack, document._deleted))
      }
      closeRanks()
      return ids
    },
    delete(id) {
      const place = places.get(id)
      if (place === undefined) return
      texts[place] = undefined
      places.delete(id)
      deleted.delete(id)
    },
    clear() {
      places.clear()
      deleted.clear()
      texts = []
      runs = []
    },
  }
}
