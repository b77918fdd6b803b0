import { growingUint32 } from './growing.ts'
import { createVocabulary, type Match } from './vocabulary.ts'
import { wordsOf } from './words-of.ts'

/** More candidates than this are not ranked: whoever types one letter wants to see something, not everything. */
const enough = 400

type Found = { row: number; score: number }

/** Finds rows by the beginnings of their words, and by words with a slip or two; rows are numbers from 0 up. */
export function createWordIndex() {
  const vocabulary = createVocabulary()
  /** The numbers of each row's words: `starts[row]` is where they begin in `own`. */
  const own = growingUint32(4096)
  let starts = new Uint32Array(1024)
  let counts = new Uint8Array(1024)

  /** Gives a row its words, in place of those it had. `settle` makes them findable. */
  function put(row: number, text: string): void {
    if (row >= starts.length) {
      starts = widened(starts, new Uint32Array(Math.max(starts.length * 2, row + 1)))
      counts = widened(counts, new Uint8Array(starts.length))
    }
    const words = new Set(wordsOf(text).slice(0, 60))
    starts[row] = own.length
    counts[row] = words.size
    for (const word of words) {
      const number = vocabulary.numberOf(word)
      own.push(number)
      // A row may be listed under words it no longer has: candidates are checked against its own words below.
      vocabulary.addRow(number, row)
    }
  }

  /** Rows that have every typed word, best first; `wanted` says which rows may be found at all. */
  function search(text: string, limit: number, wanted: (row: number) => boolean): number[] {
    const typed = wordsOf(text).slice(0, 8)
    if (typed.length === 0) return []
    const strict = typed.map((word) => vocabulary.beginningWith(word))
    const exact = collect(typed, strict, wanted)
    if (exact.length > 0) return best(exact, limit)
    // Only words that nothing begins with were mistyped; where all are words, any of them may be the wrong one.
    const unknown = strict.some((range) => range.from === range.to)
    const loose = typed.map((word, index): Match => {
      const range = strict[index]!
      return unknown && range.from < range.to ? range : { ...range, near: vocabulary.near(word) }
    })
    return best(collect(typed, loose, wanted), limit)
  }

  function collect(typed: string[], matches: readonly Match[], wanted: (row: number) => boolean): Found[] {
    const sizes = matches.map(candidatesIn)
    const rarest = sizes.indexOf(Math.min(...sizes))
    const seen = new Set<number>()
    const found: Found[] = []
    for (const rank of ranksIn(matches[rarest]!)) {
      const rows = vocabulary.rowsAt(rank)
      for (let at = 0; at < rows.length && found.length < enough; at += 1) {
        const row = rows.at(at)
        if (seen.has(row)) continue
        seen.add(row)
        const score = scoreOf(row, typed, matches)
        if (score !== null && wanted(row)) found.push({ row, score })
      }
      if (found.length >= enough) break
    }
    return found
  }

  /** Less is better: slips weigh most, then words that go on after what was typed; null where a word is missing. */
  function scoreOf(row: number, typed: string[], matches: readonly Match[]): number | null {
    let score = 0
    for (let word = 0; word < matches.length; word += 1) {
      const nearest = nearestIn(row, matches[word]!, typed[word]!)
      if (nearest === null) return null
      score += nearest
    }
    return score
  }

  function nearestIn(row: number, match: Match, typed: string): number | null {
    let nearest: number | null = null
    const end = starts[row]! + counts[row]!
    for (let at = starts[row]!; at < end; at += 1) {
      const rank = vocabulary.rankOf(own.at(at))
      const slips = slipsIn(match, rank)
      if (slips === null) continue
      const cost =
        slips * 20 + (vocabulary.wordAt(rank).length - typed.length > 0 ? 5 : 0) + (at - starts[row]!) * 0.1
      if (nearest === null || cost < nearest) nearest = cost
    }
    return nearest
  }

  function candidatesIn(match: Match): number {
    let sum = 0
    for (const rank of ranksIn(match)) {
      sum += vocabulary.rowsAt(rank).length
      if (sum > enough * 100) break
    }
    return sum
  }

  return { put, settle: vocabulary.settle, search, words: vocabulary.size }
}

function slipsIn(match: Match, rank: number): number | null {
  return rank >= match.from && rank < match.to ? 0 : (match.near.get(rank) ?? null)
}

function* ranksIn(match: Match): Generator<number> {
  for (let rank = match.from; rank < match.to; rank += 1) yield rank
  yield* match.near.keys()
}

function best(found: Found[], limit: number): number[] {
  return found
    .sort((a, b) => a.score - b.score || a.row - b.row)
    .slice(0, limit)
    .map((it) => it.row)
}

function widened<T extends Uint32Array | Uint8Array>(old: T, wide: T): T {
  wide.set(old)
  return wide
}
