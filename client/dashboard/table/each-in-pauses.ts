import type { Source } from './source.ts'

const slice = 500

/** Every row of a source, in pauses: a hundred thousand of them must not stop the page. */
export async function eachInPauses<Item>(source: Source<Item>, see: (item: Item) => void): Promise<void> {
  for (let row = 0; row < source.table.size; row += 1) {
    const item = source.at(row)
    if (item) see(item)
    if (row % slice === 0) await new Promise((resolve) => setTimeout(resolve))
  }
}
