import type { Stored } from './record.ts'
import { breathe } from './turns.ts'

export type Entry = { at: string; document: Stored }

/** Documents in the order of RxDB's index strings. */
export type SortedIndex = {
  change(previous: Stored | undefined, next: Stored | undefined): void
  /** All in order, as of the moment it resolves; valid until the next change. */
  entries(): Promise<readonly Entry[]>
}

/** Documents sorted at once: about ten milliseconds. */
const SLICE = 4000

/**
 * Changes are gathered and merged in one pass at the next query: a page of a thousand new documents costs one pass
 * over the index instead of a thousand insertions into the middle of an array. Many are sorted in slices with pauses
 * in between, so that the first query after opening does not hold up the thread.
 */
export function sortedIndex(documents: Iterable<Stored>, keyOf: (document: Stored) => string): SortedIndex {
  let entries: Entry[] = []
  let added = new Set(documents)
  let removed = new Set<Stored>()
  let sorting: Promise<void> | undefined

  async function takeIn(): Promise<void> {
    try {
      // What changes during a pause lands in the new sets and is taken in by the next round.
      while (added.size + removed.size > 0) {
        const [fresh, gone] = [Array.from(added), removed]
        added = new Set()
        removed = new Set()
        entries = merge(without(entries, gone), await sorted(fresh, keyOf))
      }
    } finally {
      sorting = undefined
    }
  }

  return {
    change(previous, next) {
      // By identity: what was added and replaced between two queries never reaches the index.
      if (previous && !added.delete(previous)) removed.add(previous)
      if (next) added.add(next)
    },
    async entries() {
      while (added.size + removed.size > 0 || sorting) await (sorting ??= takeIn())
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

async function sorted(documents: Stored[], keyOf: (document: Stored) => string): Promise<Entry[]> {
  let runs: Entry[][] = []
  for (let from = 0; from < documents.length; from += SLICE) {
    if (from > 0) await breathe()
    const slice = documents.slice(from, from + SLICE)
    runs.push(slice.map((document) => ({ at: keyOf(document), document })).sort(byKey))
  }
  while (runs.length > 1) {
    const longer: Entry[][] = []
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(merge(runs[i]!, runs[i + 1] ?? []))
      await breathe()
    }
    runs = longer
  }
  return runs[0] ?? []
}

function without(entries: Entry[], gone: ReadonlySet<Stored>): Entry[] {
  return gone.size === 0 ? entries : entries.filter((entry) => !gone.has(entry.document))
}

function merge(a: Entry[], b: Entry[]): Entry[] {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const merged: Entry[] = []
  let next = 0
  for (const entry of a) {
    while (next < b.length && b[next]!.at < entry.at) merged.push(b[next++]!)
    merged.push(entry)
  }
  while (next < b.length) merged.push(b[next++]!)
  return merged
}

const byKey = (a: Entry, b: Entry) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)
