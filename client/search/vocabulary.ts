import { growingUint32, type GrowingUint32 } from './growing.ts'
import { bitsIn, lettersOf, slipsAllowed, slipsBetween } from './slips.ts'

/** Words that stand for a typed one, by rank (place in the alphabet): `from` to before `to`, and some with slips. */
export type Match = { from: number; to: number; near: ReadonlyMap<number, number> }

const none: ReadonlyMap<number, number> = new Map()

const hasDigit = /\p{N}/u

/**
 * The words of the catalogue. New words lie aside until `settle`, which merges them into the alphabet: sorting all
 * words for each page of a first load would be a long task.
 */
export function createVocabulary() {
  const numbers = new Map<string, number>()
  const words: string[] = []
  const rowsOf: GrowingUint32[] = []
  const letters = growingUint32(1024)
  let alphabet: Uint32Array = new Uint32Array(0)
  let rank: Uint32Array = new Uint32Array(0)
  let fresh: number[] = []

  /** The word's number; gives it one where it is new. */
  function numberOf(word: string): number {
    const known = numbers.get(word)
    if (known !== undefined) return known
    const number = words.length
    numbers.set(word, number)
    words.push(word)
    rowsOf.push(growingUint32())
    // Codes are scanned or typed from paper: a slip in a number finds another product, not the one that is meant.
    letters.push(hasDigit.test(word) || word.length < 3 ? 0 : lettersOf(word))
    fresh.push(number)
    return number
  }

  function settle(): void {
    if (fresh.length === 0) return
    fresh.sort((a, b) => (words[a]! < words[b]! ? -1 : 1))
    const merged = new Uint32Array(words.length)
    let [old, added] = [0, 0]
    for (let at = 0; at < merged.length; at += 1) {
      const takeOld =
        added === fresh.length || (old < alphabet.length && words[alphabet[old]!]! < words[fresh[added]!]!)
      merged[at] = takeOld ? alphabet[old++]! : fresh[added++]!
    }
    alphabet = merged
    rank = new Uint32Array(words.length)
    for (let at = 0; at < merged.length; at += 1) rank[merged[at]!] = at
    fresh = []
  }

  /** First rank whose word is not before `text`; with `after`, the first that does not begin with it either. */
  function bound(text: string, after: boolean): number {
    let [low, high] = [0, alphabet.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const word = words[alphabet[middle]!]!
      const before = word < text || (after && word.startsWith(text))
      if (before) low = middle + 1
      else high = middle
    }
    return low
  }

  function beginningWith(typed: string): Match {
    return { from: bound(typed, false), to: bound(typed, true), near: none }
  }

  /** Ranks of words that begin like `typed` but for a slip or two, with the slips, the nearest first. */
  function near(typed: string): Map<number, number> {
    const most = hasDigit.test(typed) ? 0 : slipsAllowed(typed.length)
    if (most === 0) return new Map()
    const own = lettersOf(typed)
    const found: [rank: number, slips: number][] = []
    for (let number = 0; number < words.length; number += 1) {
      const theirs = letters.at(number)
      if (theirs === 0 || bitsIn(own & ~theirs) > most) continue
      const slips = slipsBetween(typed, words[number]!, most)
      if (slips <= most) found.push([rank[number]!, slips])
    }
    return new Map(found.sort((a, b) => a[1] - b[1]))
  }

  return {
    numberOf,
    settle,
    beginningWith,
    near,
    size: () => words.length,
    rankOf: (number: number) => rank[number]!,
    wordAt: (at: number) => words[alphabet[at]!]!,
    rowsAt: (at: number) => rowsOf[alphabet[at]!]!,
    addRow: (number: number, row: number) => rowsOf[number]!.push(row),
  }
}
