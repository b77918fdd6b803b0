import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bitsIn, lettersOf, slipsBetween } from './slips.ts'

const word = fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 1, maxLength: 10 })

test('slips are what a plain table of edits counts, up to the most that is asked for', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 2 }), (typed, other, most) => {
      expect(slipsBetween(typed, other, most)).toBe(Math.min(plainly(typed, other, most), most + 1))
    }),
    { numRuns: 2000 },
  )
})

test('the cheap test of letters never throws out a word that is near enough', () => {
  fc.assert(
    fc.property(word, word, (typed, other) => {
      if (slipsBetween(typed, other, 2) <= 2)
        expect(bitsIn(lettersOf(typed) & ~lettersOf(other))).toBeLessThanOrEqual(2)
    }),
    { numRuns: 2000 },
  )
})

/** Fewest edits from `typed` to any beginning of `word`, by the textbook. */
function plainly(typed: string, word: string, most: number): number {
  const lengths = Array.from({ length: word.length + 1 }, (_, length) => length)
  return Math.min(
    ...lengths
      .filter((length) => length >= typed.length - most)
      .map((length) => edits(typed, word.slice(0, length))),
  )
}

function edits(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, column) => row + column),
  )
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      let fewest = Math.min(
        table[row - 1]![column]! + 1,
        table[row]![column - 1]! + 1,
        table[row - 1]![column - 1]! + same,
      )
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) fewest = Math.min(fewest, table[row - 2]![column - 2]! + 1)
      table[row]![column] = fewest
    }
  }
  return table[a.length]![b.length]!
}
