import type { Stored } from './record.ts'

type Entry = { at: string; document: Stored }

/** Documents in the order of RxDB's index strings. */
export type SortedIndex = {
  change(previous: Stored | undefined, next: Stored | undefined): void
  /** In order; valid until the next change. */
  entries(): readonly Entry[]
}

/**
 * Changes are gathered and merged in one pass at the next query: a page of a thousand new documents costs one pass
 * over the index instead of a thousand insertions into the middle of an array.
 */
export function sortedIndex(documents: Iterable<Stored>, keyOf: (document: Stored) => string): SortedIndex {
  let entries: Entry[] = []
  let added = new Set(documents)
  let removed = new Set<Stored>()

  return {
    change(previous, next) {
      // By identity: what was added and replaced between two queries never reaches the index.
      if (previous && !added.delete(previous)) removed.add(previous)
      if (next) added.add(next)
    },
    entries() {
      if (added.size + removed.size > 0) {
        const fresh = Array.from(added, (document) => ({ at: keyOf(document), document })).sort(byKey)
        entries = merge(entries, removed, fresh)
        added = new Set()
        removed = new Set()
      }
      return entries
    },
  }
}

/** How many entries lie before the first one that is at `bound` (or, when `after`, beyond it). */
export function countBefore(entries: readonly Entry[], bound: string, after: boolean): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = entries[middle]!.at
    if (at < bound || (after && at === bound)) low = middle + 1
    else high = middle
  }
  return low
}

function merge(old: Entry[], removed: ReadonlySet<Stored>, fresh: Entry[]): Entry[] {
  if (old.length === 0) return fresh
  const merged: Entry[] = []
  let next = 0
  for (const entry of old) {
    if (removed.has(entry.document)) continue
    while (next < fresh.length && fresh[next]!.at < entry.at) merged.push(fresh[next++]!)
    merged.push(entry)
  }
  while (next < fresh.length) merged.push(fresh[next++]!)
  return merged
}

const byKey = (a: Entry, b: Entry) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)
