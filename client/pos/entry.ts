/** What stands in the search field: how many, and of what. */
export type Entry = { quantity: number; text: string }

const multiplied = /^\s*(\d{1,5})\s*[*×]\s*(.*)$/

/** Reads `3*shirt` as three of `shirt`; without a number one is meant. `0*` is one as well. */
export function readEntry(typed: string): Entry {
  const [, count, text] = multiplied.exec(typed) ?? []
  if (count === undefined || text === undefined) return { quantity: 1, text: typed.trim() }
  return { quantity: Math.max(1, Number(count)), text: text.trim() }
}
