/** What stands in the search field: how many, and of what. Null where so many cannot be sold: none, or a billion. */
export type Entry = { quantity: number | null; text: string }

const multiplied = /^\s*(-?\d+)\s*[*×]\s*(.*)$/
const most = 100_000

/** Reads `3*shirt` as three of `shirt`; without a number one is meant. */
export function readEntry(typed: string): Entry {
  const [, count, text] = multiplied.exec(typed) ?? []
  if (count === undefined || text === undefined) return { quantity: 1, text: typed.trim() }
  const quantity = Number(count)
  return { quantity: quantity >= 1 && quantity <= most ? quantity : null, text: text.trim() }
}
