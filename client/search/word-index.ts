import { grown } from '../database/grown.ts'
import { beginningWith, nearTo, rowsWith, sizeOf, type Found, type Match } from './find-rows.ts'
import { nextMerge } from './next-merge.ts'
import { built, mergeOf, segmentOf, type KeptSegment, type Segment } from './segment.ts'
import { wordsOf } from './words-of.ts'

/**
 * Finds rows by the beginnings of their words, and by words with a slip or two; rows are numbers from 0 up. Each `put`
 * makes a segment of its own, findable at once; segments of like size are merged in the pauses, so that a first load
 * of a hundred pages sorts each word a few times and not a hundred.
 *
 * @param giveWay lets whatever else wants the thread go first
 * @param kept what an earlier run had, which may come later: what is put until then is newer
 */
export function createWordIndex(giveWay: () => Promise<void>, kept?: Promise<KeptSegment>) {
  let segments: Segment[] = []
  /** In which segment each row is: a row that was put again has left the older one. */
  const numbers = new Map<Segment, number>()
  let homes = new Uint32Array(1024)
  let count = 0
  let merging: Promise<void> | null = null
  const opening = kept
    ?.then(async (words) => {
      const base = await finished(built(words))
      while (merging) await merging
      enter(base, true)
      segments.unshift(base)
    })
    // Whoever gave it makes it anew.
    .catch(() => {})

  function enter(segment: Segment, isOlder = false): void {
    count += 1
    numbers.set(segment, count)
    for (const row of segment.rows) {
      homes = grown(homes, row + 1)
      if (!isOlder || homes[row] === 0) homes[row] = count
    }
  }

  const isIn = (segment: Segment, row: number) => homes[row] === numbers.get(segment)

  function put(texts: readonly (readonly [row: number, text: string])[]): void {
    if (texts.length === 0) return
    const segment = segmentOf([...new Map(texts)])
    enter(segment)
    segments.push(segment)
    merging ??= mergeAll().finally(() => {
      merging = null
    })
  }

  async function mergeAll(): Promise<void> {
    for (;;) {
      await giveWay()
      const at = nextMerge(segments.map((segment) => segment.rows.length))
      if (at < 0) return
      await mergeAt(at)
    }
  }

  async function mergeAt(at: number): Promise<void> {
    const [a, b] = [segments[at]!, segments[at + 1]!]
    const value = await finished(mergeOf(a, b, isIn))
    // A row that was put again while the merge went on has its home elsewhere, and keeps it.
    const [left, right] = [numbers.get(a), numbers.get(b)]
    count += 1
    for (const row of value.rows) if (homes[row] === left || homes[row] === right) homes[row] = count
    for (const gone of [a, b]) numbers.delete(gone)
    numbers.set(value, count)
    segments.splice(at, 2, value)
  }

  async function finished(work: Generator<void, Segment>): Promise<Segment> {
    for (;;) {
      const { done, value } = work.next()
      if (done) return value
      await giveWay()
    }
  }

  /** Rows that have every typed word, best first; `wanted` says which rows may be found at all. */
  function search(text: string, limit: number, wanted: (row: number) => boolean): number[] {
    const typed = wordsOf(text).slice(0, 8)
    if (typed.length === 0) return []
    const strict = segments.map((segment) => typed.map((word) => beginningWith(segment, word)))
    const exact = collect(typed, strict, wanted)
    if (exact.length > 0) return best(exact, limit)
    // Only words that nothing begins with were mistyped; where all are words, any of them may be the wrong one.
    const known = typed.map((_, word) =>
      strict.some((matches, at) => sizeOf(segments[at]!, matches[word]!) > 0),
    )
    const allKnown = known.every(Boolean)
    const loose = strict.map((matches, at) =>
      matches.map((match, word) =>
        known[word] && !allKnown ? match : nearTo(segments[at]!, typed[word]!, match),
      ),
    )
    return best(collect(typed, loose, wanted), limit)
  }

  function collect(
    typed: readonly string[],
    matches: readonly (readonly Match[])[],
    wanted: (row: number) => boolean,
  ): Found[] {
    return segments.flatMap((segment, at) => {
      const number = numbers.get(segment)
      return rowsWith(segment, typed, matches[at]!, (row) => homes[row] === number && wanted(row))
    })
  }

  return {
    put,
    search,
    /** Everything in one segment, for keeping. */
    async whole(): Promise<Segment> {
      await opening
      while (merging) await merging
      while (segments.length > 1 && !merging) {
        merging = mergeAt(segments.length - 2).finally(() => {
          merging = null
        })
        await merging
      }
      return segments[0] ?? segmentOf([])
    },
  }
}

function best(found: Found[], limit: number): number[] {
  return found
    .sort((a, b) => a.score - b.score || a.row - b.row)
    .slice(0, limit)
    .map((it) => it.row)
}
