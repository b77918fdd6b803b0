/** What stands in the search field: how many, and of what. Null where so many cannot be sold: none, half, or a billion. */
export type Entry = { quantity: number | null; text: string }

const multiplied = /^\s*([-−+]?[.,]?\d[\d.,]*)\s*[*×]\s*(.*)$/
const times = /[*×]\s*$/
const most = 100_000

/** Reads `3*shirt` as three of `shirt`; without a number one is meant. */
export function readEntry(typed: string): Entry {
  const [, count, text] = multiplied.exec(typed) ?? []
  if (count === undefined || text === undefined) return { quantity: 1, text: typed.trim() }
  const quantity = /^\d+$/.test(count) ? Number(count) : 0
  return { quantity: quantity >= 1 && quantity <= most ? quantity : null, text: text.trim() }
}

/** How many a scan is of, by what stands before it: `3*`. Words that were being typed are none of its business. */
export function readCount(typed: string): number | null {
  const { quantity, text } = readEntry(typed)
  if (text === '') return quantity
  return times.test(text) ? null : 1
}
