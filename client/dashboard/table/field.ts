/**
 * What a table knows of each row, by name. `number` is money in minor units, pieces, or a moment in milliseconds; one
 * without `of` is set from outside. `choice` has few values, `list` several of few at once, `text` is sorted by letters.
 */
export type Field<Item> =
  | { kind: 'number'; name: string; of?: (item: Item) => number | null }
  | { kind: 'choice'; name: string; of: (item: Item) => string }
  | { kind: 'list'; name: string; of: (item: Item) => readonly string[] }
  | { kind: 'text'; name: string; of: (item: Item) => string }

export type Filter = { field: string; op: 'is' | 'not' | 'has' | 'lt' | 'gt'; value: string }

export type Sort = { field: string; down: boolean }

/** Which rows, and in which order: what a page asks of its table. */
export type Asked = { search: string; filters: readonly Filter[]; sort: readonly Sort[] }

const marks = /\p{M}+/gu

/** A text as sorting compares it: small letters without accents. */
export function folded(text: string): string {
  const small = text.toLowerCase()
  // oxlint-disable-next-line no-control-regex -- every character of ASCII is meant
  return /^[\x00-\x7f]*$/.test(small) ? small : small.normalize('NFD').replace(marks, '')
}
