import { breathe } from './turns.ts'

/** Ids in order; `at` is the text that the order is of. */
export type Entries = { length: number; id(place: number): string; at(place: number): string }

/** Documents in the order of RxDB's index strings. */
export type SortedIndex = {
  /** The document of this id was added, replaced or forgotten. */
  change(id: string): void
  /** All in order, as of the moment it resolves; valid until the next change. */
  entries(): Promise<Entries>
}

/** Documents sorted at once: some milliseconds. */
const SLICE = 2000

type Run = { ids: string[]; ats: string[] }

/**
 * Changes are gathered and merged in one pass at the next query: a page of a thousand new documents costs one pass
 * over the index instead of a thousand insertions into the middle of an array. Many are sorted in slices with pauses
 * in between, so that the first query after opening does not hold up the thread.
 *
 * @param keyOf the index string of a document as it is now; undefined where it was forgotten
 * @param isCheap whether `keyOf` costs so little that its texts, a hundred bytes each, need not be kept
 */
export function sortedIndex(
  ids: Iterable<string>,
  keyOf: (id: string) => string | undefined,
  isCheap = false,
): SortedIndex {
  let sortedIds: string[] = []
  let sortedAts: string[] | null = isCheap ? null : []
  let touched = new Set(ids)
  let sorting: Promise<void> | undefined
  const atOf = (place: number) => (sortedAts ? sortedAts[place]! : (keyOf(sortedIds[place]!) ?? ''))

  async function takeIn(): Promise<void> {
    try {
      // What changes during a pause lands in the new set and is taken in by the next round.
      while (touched.size > 0) {
        const changed = touched
        touched = new Set()
        const fresh = await sorted([...changed], keyOf)
        merge(fresh, changed)
      }
    } finally {
      sorting = undefined
    }
  }

  function merge(fresh: Run, changed: ReadonlySet<string>): void {
    const into: Run = { ids: [], ats: [] }
    let next = 0
    for (let place = 0; place < sortedIds.length; place += 1) {
      const id = sortedIds[place]!
      if (changed.has(id)) continue
      if (next < fresh.ids.length || sortedAts) {
        const at = atOf(place)
        while (next < fresh.ids.length && fresh.ats[next]! < at) append(into, fresh, next++)
        into.ats.push(at)
      }
      into.ids.push(id)
    }
    while (next < fresh.ids.length) append(into, fresh, next++)
    sortedIds = into.ids
    sortedAts = isCheap ? null : into.ats
  }

  return {
    change: (id) => void touched.add(id),
    async entries() {
      while (touched.size > 0 || sorting) await (sorting ??= takeIn())
      return { length: sortedIds.length, id: (place) => sortedIds[place]!, at: atOf }
    },
  }
}

/** How many entries lie before the first one that is at `bound` (or, when `after`, beyond it). */
export function countBefore(entries: Entries, bound: string, after: boolean): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = entries.at(middle)
    if (at < bound || (after && at === bound)) low = middle + 1
    else high = middle
  }
  return low
}

async function sorted(ids: string[], keyOf: (id: string) => string | undefined): Promise<Run> {
  let runs: Run[] = []
  for (let from = 0; from < ids.length; from += SLICE) {
    if (from > 0) await breathe()
    const keyed: { id: string; at: string }[] = []
    for (const id of ids.slice(from, from + SLICE)) {
      const at = keyOf(id)
      if (at !== undefined) keyed.push({ id, at })
    }
    keyed.sort(byKey)
    runs.push({ ids: keyed.map((it) => it.id), ats: keyed.map((it) => it.at) })
  }
  while (runs.length > 1) {
    const longer: Run[] = []
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(joined(runs[i]!, runs[i + 1]))
      await breathe()
    }
    runs = longer
  }
  return runs[0] ?? { ids: [], ats: [] }
}

function joined(a: Run, b: Run | undefined): Run {
  if (!b) return a
  const into: Run = { ids: [], ats: [] }
  let next = 0
  for (let i = 0; i < a.ids.length; i += 1) {
    while (next < b.ids.length && b.ats[next]! < a.ats[i]!) append(into, b, next++)
    append(into, a, i)
  }
  while (next < b.ids.length) append(into, b, next++)
  return into
}

function append(into: Run, from: Run, place: number): void {
  into.ids.push(from.ids[place]!)
  into.ats.push(from.ats[place]!)
}

const byKey = (a: { at: string }, b: { at: string }) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)
