import type { Segment } from './segment.ts'
import { slotsWith } from './slots-with.ts'
import { bitsIn, hasDigit, lettersOf, slipsAllowed, slipsBetween } from './slips.ts'

export type Found = { row: number; score: number }

/** Words of a segment that stand for a typed one: `from` to before `to`, and `near` ones with slips, the nearest first. */
export type Match = { from: number; to: number; near: readonly number[]; slips: ReadonlyMap<number, number> }

/** More candidates than this are not ranked: whoever types one letter wants to see something, not everything. */
const enough = 400

const nothingNear = { near: [], slips: new Map<number, number>() }

/** The words that begin with what was typed. */
export function beginningWith({ words }: Segment, typed: string): Match {
  return { from: bound(words, typed, false), to: bound(words, typed, true), ...nothingNear }
}

/** The same, and words that begin like it but for a slip or two. */
export function nearTo(segment: Segment, typed: string, match: Match): Match {
  const most = hasDigit(typed) ? 0 : slipsAllowed(typed.length)
  if (most === 0) return match
  const { words, letters } = segment
  const own = lettersOf(typed)
  const slips = new Map<number, number>()
  for (let rank = 0; rank < letters.length; rank += 1) {
    const theirs = letters[rank]!
    if (theirs === 0 || bitsIn(own & ~theirs) > most) continue
    const count = slipsBetween(typed, words[rank]!, most)
    if (count <= most && (rank < match.from || rank >= match.to)) slips.set(rank, count)
  }
  const near = [...slips.keys()].sort((a, b) => slips.get(a)! - slips.get(b)!)
  return { ...match, near, slips }
}

/** Rows that have every typed word, in the order in which the rarest of them lists them; not ranked yet. */
export function rowsWith(
  segment: Segment,
  typed: readonly string[],
  matches: readonly Match[],
  wanted: (row: number) => boolean,
): Found[] {
  const byRarity = matches
    .map((match) => ({ match, size: sizeOf(segment, match) }))
    .sort((a, b) => a.size - b.size)
  const found: Found[] = []
  if (byRarity[0]?.size === 0) return found
  for (const slot of slotsWith(segment, byRarity)) {
    const score = scoreOf(segment, slot, typed, matches)
    if (score < 0) continue
    const row = segment.rows[slot]!
    if (wanted(row) && found.push({ row, score }) >= enough) break
  }
  return found
}

/** Less is better: slips weigh most, then words that go on after what was typed; -1 where a word is missing. */
function scoreOf(
  { own, ownStarts, lengths }: Segment,
  slot: number,
  typed: readonly string[],
  matches: readonly Match[],
): number {
  const [begin, end] = [ownStarts[slot]!, ownStarts[slot + 1]!]
  let score = 0
  for (let word = 0; word < matches.length; word += 1) {
    const { from, to, slips } = matches[word]!
    const length = typed[word]!.length
    let nearest = -1
    for (let at = begin; at < end; at += 1) {
      const rank = own[at]!
      let cost = (at - begin) * 0.1
      if (rank < from || rank >= to) {
        const count = slips.size === 0 ? undefined : slips.get(rank)
        if (count === undefined) continue
        cost += count * 20
      }
      if (lengths[rank]! > length) cost += 5
      if (nearest < 0 || cost < nearest) nearest = cost
    }
    if (nearest < 0) return -1
    score += nearest
  }
  return score
}

export function sizeOf({ starts }: Segment, { from, to, near }: Match): number {
  let size = starts[to]! - starts[from]!
  for (const rank of near) size += starts[rank + 1]! - starts[rank]!
  return size
}

/** First rank whose word is not before `text`; with `after`, the first that does not begin with it either. */
function bound(words: readonly string[], text: string, after: boolean): number {
  let [low, high] = [0, words.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const word = words[middle]!
    if (word < text || (after && word.startsWith(text))) low = middle + 1
    else high = middle
  }
  return low
}
