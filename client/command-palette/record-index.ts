import type { Source } from '../dashboard/table/source.ts'
import { createWordIndex } from '../search/word-index.ts'

/** Rows whose words are put into the index in one go: some milliseconds. */
const slice = 250

export type RecordIndex<Item> = {
  search(text: string, limit: number): Item[]
  /** Rises when rows have been taken in. */
  version(): number
  subscribe(listener: () => void): () => void
}

/**
 * Finds the rows of a list by the beginnings of their words, with slips, as the catalogue finds its products. It takes
 * in what the list has already in pauses of the main thread, and follows it from there on.
 *
 * @param textOf what a row is found by, the most telling first
 */
export function createRecordIndex<Item>(
  source: Source<Item>,
  textOf: (item: Item) => string,
  giveWay: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve)),
): RecordIndex<Item> {
  const { table } = source
  const words = createWordIndex(giveWay)
  const texts = new Map<number, string>()
  const waiting = new Set<number>()
  const listeners = new Set<() => void>()
  let working = false
  let version = 0

  async function work(): Promise<void> {
    if (working) return
    working = true
    while (waiting.size > 0) {
      await giveWay()
      const found: [row: number, text: string][] = []
      for (const row of waiting) {
        waiting.delete(row)
        const item = source.at(row)
        const text = item && textOf(item)
        if (text === null || texts.get(row) === text) continue
        texts.set(row, text)
        if (found.push([row, text]) >= slice) break
      }
      words.put(found)
    }
    working = false
    version += 1
    for (const listener of listeners) listener()
  }

  function ask(row: number): void {
    waiting.add(row)
    void work()
  }

  table.watch((row, what) => (what === 'gone' ? undefined : ask(row)))
  for (let row = 0; row < table.size; row += 1) if (table.isLive(row)) ask(row)

  return {
    version: () => version,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    search: (text, limit) => words.search(text, limit, table.isLive).flatMap((row) => source.at(row) ?? []),
  }
}
