import type { Branch } from '../../shared/branches/branch.ts'
import type { StockState } from '../database/stock-on-hand.ts'
import type { CatalogueState, KeptWords } from '../search/catalogue.ts'

/** What is looked at, packed for the next start: the till scans before the database behind it is open. */
export type Display = { catalogue: CatalogueState; stock: StockState; branches: readonly Branch[] }

/** As it comes back: the words, which only a search needs, a moment after the rest. They reject where they are damaged. */
export type KeptDisplay = Omit<Display, 'catalogue'> & {
  catalogue: Omit<CatalogueState, 'words'> & { words: Promise<KeptWords> }
}

export type DisplayFile = {
  /** Null where there is none, or none that this version can use: it is thrown away then. */
  load(): Promise<KeptDisplay | null>
  /** On disk whole or not at all. */
  save(display: Display): Promise<void>
  remove(): Promise<void>
}

/** Raise it when a column changes its shape or meaning: an older display is thrown away and made anew. */
const format = 3

/** Written last: a display without it is not whole. */
type Head = { format: number; rows: number; texts: number; branches: readonly Branch[] }

const store = 'parts'

/**
 * The packed display of one device's data, in an IndexedDB database of its own. It is no source of truth: the shop
 * compares it with the store behind it and makes it anew where the two differ.
 */
export function displayFile(factory: IDBFactory, name: string): DisplayFile {
  async function transaction<T>(
    mode: IDBTransactionMode,
    work: (parts: IDBObjectStore, done: (value: T) => void) => void,
  ): Promise<T> {
    const database = await open(factory, `omnisync-display:${name}`)
    try {
      return await new Promise<T>((resolve, reject) => {
        let value: T
        const running = database.transaction(store, mode, { durability: 'relaxed' })
        running.oncomplete = () => resolve(value)
        running.onabort = () => reject(running.error ?? new Error('the display was not kept'))
        work(running.objectStore(store), (it) => {
          value = it
        })
      })
    } finally {
      database.close()
    }
  }

  async function remove(): Promise<void> {
    await transaction<void>('readwrite', (parts) => void parts.clear())
  }

  return {
    remove,
    async load() {
      const read = await open(factory, `omnisync-display:${name}`)
        .then(readDisplay)
        .catch(() => null)
      if (read === 'none') return null
      if (!read) await remove().catch(() => {})
      return read
    },
    async save({ catalogue, stock, branches }) {
      const { texts, words, ...columns } = catalogue
      const head: Head = { format, rows: catalogue.seqs.length, texts: texts.length, branches }
      const rest: [key: string, value: () => unknown][] = [
        ['columns', () => columns],
        ['words', () => words],
        ['stock', () => stock],
        ...texts.map((chunk, at): [string, () => unknown] => [
          `text ${at}`,
          () => (chunk instanceof Uint8Array ? chunk : new TextEncoder().encode(chunk.join('\n'))),
        ]),
        ['head', () => head],
      ]
      await transaction<void>('readwrite', (parts) => {
        parts.clear()
        // One at a time: each is copied in a task of its own, and all are one transaction.
        const next = () => {
          const [key, value] = rest.shift() ?? []
          if (key && value) parts.put(value(), key).onsuccess = next
        }
        next()
      })
    },
  }
}

/** Null where it is not whole; rejects where it cannot be read. */
function readDisplay(database: IDBDatabase): Promise<KeptDisplay | 'none' | null> {
  return new Promise((resolve, reject) => {
    const running = database.transaction(store, 'readonly')
    running.oncomplete = () => {
      database.close()
      // What was found until then was all there is.
      resolve(null)
    }
    running.onabort = () => {
      database.close()
      reject(running.error ?? new Error('the display could not be read'))
    }
    const parts = running.objectStore(store)
    const asked = parts.get('head')
    asked.onsuccess = () => {
      const head = asked.result as Head | undefined
      if (!head) resolve('none')
      else if (head.format === format) readParts(parts, head, resolve)
    }
  })
}

function readParts(parts: IDBObjectStore, head: Head, found: (display: KeptDisplay | null) => void): void {
  const values = new Map<string, unknown>()
  const keys = [...Array.from({ length: head.texts }, (_, at) => `text ${at}`), 'columns', 'stock']
  let words: Promise<KeptWords>
  for (const key of keys) {
    const asked = parts.get(key)
    asked.onsuccess = () => {
      // A result is copied when it is looked at: here each in a task of its own.
      values.set(key, asked.result)
      if (values.size === keys.length) found(displayOf(values, head, words))
    }
  }
  const last = parts.get('words')
  words = new Promise((resolve, reject) => {
    last.onsuccess = () => {
      const read = last.result as KeptWords | undefined
      if (read?.own instanceof Uint32Array && typeof read.words === 'string') resolve(read)
      else reject(new Error('the words of the display are damaged'))
    }
    last.onerror = () => reject(last.error)
  })
  words.catch(() => {})
}

function displayOf(
  values: ReadonlyMap<string, unknown>,
  head: Head,
  words: Promise<KeptWords>,
): KeptDisplay | null {
  const texts = Array.from({ length: head.texts }, (_, at) => values.get(`text ${at}`))
  const columns = values.get('columns') as Omit<CatalogueState, 'texts' | 'words'> | undefined
  const stock = values.get('stock') as StockState | undefined
  const isWhole =
    texts.every((text) => text instanceof Uint8Array) &&
    columns?.seqs.length === head.rows &&
    columns.ids.ids.length === head.rows * 4 &&
    Array.isArray(stock)
  if (!isWhole) return null
  return { catalogue: { ...columns, texts: texts as Uint8Array[], words }, stock, branches: head.branches }
}

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1)
    request.onupgradeneeded = () => void request.result.createObjectStore(store)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
}
