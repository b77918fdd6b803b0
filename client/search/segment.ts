import { hasDigit, lettersOf } from './slips.ts'
import { wordsOf } from './words-of.ts'

/**
 * The words of some rows, in columns that never change once they are built. A word is known by its rank (place in the
 * alphabet), a row by its slot; `starts[rank]` is where its slots begin in `slots`, `ownStarts[slot]` where its words
 * begin in `own`, in the order in which they stand in its text.
 */
export type Segment = {
  words: readonly string[]
  lengths: Uint8Array
  /** One bit a letter for words that may be mistyped; 0 for codes and for words of one or two letters. */
  letters: Uint32Array
  starts: Uint32Array
  slots: Uint32Array
  ownStarts: Uint32Array
  own: Uint32Array
  /** The row in each slot. */
  rows: Uint32Array
}

const mostWords = 60

/** What of a segment is kept for the next start; the rest is built from it. */
export type KeptSegment = Pick<Segment, 'words' | 'letters' | 'ownStarts' | 'own' | 'rows'>

/** Builds a segment from rows and their texts; each row once. */
export function segmentOf(texts: readonly (readonly [row: number, text: string])[]): Segment {
  const numbers = new Map<string, number>()
  const ownStarts = new Uint32Array(texts.length + 1)
  const own: number[] = []
  texts.forEach(([, text], slot) => {
    const begin = own.length
    for (const word of wordsOf(text)) {
      let number = numbers.get(word)
      if (number === undefined) numbers.set(word, (number = numbers.size))
      if (own.length - begin < mostWords && own.indexOf(number, begin) < 0) own.push(number)
    }
    ownStarts[slot + 1] = own.length
  })
  const words = [...numbers.keys()].sort()
  const rankOf = new Uint32Array(words.length)
  for (let rank = 0; rank < words.length; rank += 1) rankOf[numbers.get(words[rank]!)!] = rank
  const building = built({
    words,
    letters: Uint32Array.from(words, lettersToMistype),
    ownStarts,
    own: Uint32Array.from(own, (number) => rankOf[number]!),
    rows: Uint32Array.from(texts, ([row]) => row),
  })
  for (;;) {
    const { done, value } = building.next()
    if (done) return value
  }
}

/**
 * Merges two segments, leaving out the rows that have moved on from them. In steps, so that whoever drives it can give
 * way in between: a hundred thousand rows are a long task.
 */
export function* mergeOf(
  a: Segment,
  b: Segment,
  stays: (segment: Segment, row: number) => boolean,
): Generator<void, Segment> {
  const words: string[] = []
  const letters = new Uint32Array(a.words.length + b.words.length)
  const rankIn = [new Uint32Array(a.words.length), new Uint32Array(b.words.length)] as const
  for (let [left, right] = [0, 0]; left < a.words.length || right < b.words.length;) {
    const [one, other] = [a.words[left], b.words[right]]
    const takesLeft = other === undefined || (one !== undefined && one <= other)
    const takesRight = one === undefined || (other !== undefined && other <= one)
    letters[words.length] = takesLeft ? a.letters[left]! : b.letters[right]!
    if (takesLeft) rankIn[0][left++] = words.length
    if (takesRight) rankIn[1][right++] = words.length
    words.push((takesLeft ? one : other) as string)
    if (words.length % step === 0) yield
  }
  const rows = new Uint32Array(a.rows.length + b.rows.length)
  const ownStarts = new Uint32Array(rows.length + 1)
  const own = new Uint32Array(a.own.length + b.own.length)
  let [slot, end] = [0, 0]
  for (const [segment, ranks] of [
    [a, rankIn[0]],
    [b, rankIn[1]],
  ] as const) {
    for (let from = 0; from < segment.rows.length; from += 1) {
      if (from % step === 0) yield
      const row = segment.rows[from]!
      if (!stays(segment, row)) continue
      for (let at = segment.ownStarts[from]!; at < segment.ownStarts[from + 1]!; at += 1)
        own[end++] = ranks[segment.own[at]!]!
      rows[slot] = row
      ownStarts[++slot] = end
    }
  }
  return yield* built({
    words,
    letters: letters.slice(0, words.length),
    ownStarts: ownStarts.slice(0, slot + 1),
    own: own.slice(0, end),
    rows: rows.slice(0, slot),
  })
}

const step = 8_000

/** Builds the rest of a segment, in steps: which rows have a word, from which words a row has. */
export function* built({ words, letters, ownStarts, own, rows }: KeptSegment): Generator<void, Segment> {
  const starts = new Uint32Array(words.length + 1)
  yield
  for (let at = 0; at < own.length; at += 1) starts[own[at]! + 1]! += 1
  yield
  const lengths = new Uint8Array(words.length)
  for (let rank = 0; rank < words.length; rank += 1) {
    starts[rank + 1]! += starts[rank]!
    lengths[rank] = Math.min(255, words[rank]!.length)
  }
  const next = starts.slice()
  const slots = new Uint32Array(own.length)
  for (let slot = 0; slot < rows.length; slot += 1) {
    if (slot % step === 0) yield
    for (let at = ownStarts[slot]!; at < ownStarts[slot + 1]!; at += 1) slots[next[own[at]!]!++] = slot
  }
  return { words, lengths, letters, starts, slots, ownStarts, own, rows }
}

/** Codes are scanned or typed from paper: a slip in a number finds another product, not the one that is meant. */
function lettersToMistype(word: string): number {
  return word.length < 3 || hasDigit(word) ? 0 : lettersOf(word)
}
