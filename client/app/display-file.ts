import type { Branch } from '../../shared/branches/branch.ts'
import type { StockState } from '../database/stock-on-hand.ts'
import type { CatalogueState } from '../search/catalogue.ts'

/** What is looked at, packed for the next start: the till scans before the database behind it is open. */
export type Display = { catalogue: CatalogueState; stock: StockState; branches: readonly Branch[] }

export type DisplayFile = {
  /** Null where there is none, or none that this version can use: it is thrown away then. */
  load(): Promise<Display | null>
  /** On disk whole or not at all. */
  save(display: Display): Promise<void>
  remove(): Promise<void>
}

/** Raise it when a column changes its shape or meaning: an older display is thrown away and made anew. */
const format = 1

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
      try {
        const read = await transaction<Display | null>('readonly', (parts, done) => {
          const asked = parts.get('head')
          asked.onsuccess = () => {
            const head = asked.result as Head | undefined
            if (head?.format === format) readParts(parts, head, done)
            else done(null)
          }
        })
        if (read) return read
      } catch {
        // Damaged or not readable: as good as none.
      }
      await remove().catch(() => {})
      return null
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
          () => (typeof chunk === 'string' ? chunk : chunk.join('\n')),
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

function readParts(parts: IDBObjectStore, head: Head, done: (display: Display | null) => void): void {
  const texts = Array.from({ length: head.texts }, (_, at) => parts.get(`text ${at}`))
  const [columns, words, stock] = ['columns', 'words', 'stock'].map((key) => parts.get(key)) as [
    IDBRequest<Omit<CatalogueState, 'texts' | 'words'>>,
    IDBRequest<CatalogueState['words']>,
    IDBRequest<StockState>,
  ]
  stock.onsuccess = () => {
    const chunks = texts.map((text) => text.result as unknown)
    const isWhole =
      chunks.every((chunk) => typeof chunk === 'string') &&
      columns.result?.seqs.length === head.rows &&
      columns.result.ids.ids.length === head.rows * 4 &&
      words.result?.own instanceof Uint32Array &&
      Array.isArray(stock.result)
    done(
      isWhole
        ? {
            catalogue: { ...columns.result, texts: chunks as string[], words: words.result },
            stock: stock.result,
            branches: head.branches,
          }
        : null,
    )
  }
}

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1)
    request.onupgradeneeded = () => void request.result.createObjectStore(store)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => resolve(request.result)
  })
}
