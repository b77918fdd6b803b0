/** How many slips of the finger a word of this length may have: none below three letters, where everything is near everything. */
export function slipsAllowed(length: number): number {
  return length < 3 ? 0 : length < 8 ? 1 : 2
}

/** One bit for each letter that a word has, as a cheap test before the dear one. */
export function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31)
  return letters
}

const anyDigit = /\p{N}/u

/** Whether a word has a digit of any script. */
export function hasDigit(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at)
    if (code >= 48 && code <= 57) return true
    if (code > 127) return anyDigit.test(word)
  }
  return false
}

/** Bits set. */
export function bitsIn(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

const widest = 64
const rows = [new Uint8Array(widest), new Uint8Array(widest), new Uint8Array(widest)]

/**
 * Fewest slips (a letter missing, added, wrong, or two swapped) that turn `typed` into the beginning of `word`, or
 * `most + 1` where it takes more. The beginning only, because a word is searched while it is being typed.
 */
export function slipsBetween(typed: string, word: string, most: number): number {
  const length = Math.min(word.length, typed.length + most, widest - 1)
  if (typed.length - most > word.length || typed.length >= widest) return most + 1
  let [before, last, now] = rows as [Uint8Array, Uint8Array, Uint8Array]
  for (let column = 0; column <= length; column += 1) last[column] = column
  for (let row = 1; row <= typed.length; row += 1) {
    now[0] = row
    let least = row
    const letter = typed.charCodeAt(row - 1)
    for (let column = 1; column <= length; column += 1) {
      const same = letter === word.charCodeAt(column - 1)
      let slips = Math.min(last[column - 1]! + (same ? 0 : 1), last[column]! + 1, now[column - 1]! + 1)
      if (!same && row > 1 && column > 1 && letter === word.charCodeAt(column - 2)) {
        if (typed.charCodeAt(row - 2) === word.charCodeAt(column - 1))
          slips = Math.min(slips, before[column - 2]! + 1)
      }
      now[column] = slips
      if (slips < least) least = slips
    }
    if (least > most) return most + 1
    ;[before, last, now] = [last, now, before]
  }
  let fewest = most + 1
  for (let column = Math.max(0, typed.length - most); column <= length; column += 1) {
    if (last[column]! < fewest) fewest = last[column]!
  }
  return fewest
}
