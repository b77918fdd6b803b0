import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginningWith, nearTo, rowsWith } from './find-rows.ts'
import { segmentOf } from './segment.ts'

const word = fc.constantFrom('linen', 'lime', 'line', 'shirt', 'short', 'shore', 'blue', 'blush', 'red', 'x1')
const texts = fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 60 })
const typed = fc.array(
  fc.tuple(word, fc.integer({ min: 1, max: 5 })).map(([whole, length]) => whole.slice(0, length)),
  { minLength: 1, maxLength: 4 },
)

test('rows are those that have every typed word, each once, whichever words are common', () => {
  let seen = 0
  fc.assert(
    fc.property(texts, typed, (rows, words) => {
      const segment = segmentOf(rows.map((own, row) => [row, own.join(' ')]))
      const matches = words.map((one) => beginningWith(segment, one))
      const found = rowsWith(segment, words, matches, () => true).map(({ row }) => row)
      const expected = rows.flatMap((own, row) =>
        words.every((one) => own.some((other) => other.startsWith(one))) ? [row] : [],
      )
      seen += expected.length
      expect(found.toSorted((a, b) => a - b)).toEqual(expected)
    }),
    { numRuns: 500 },
  )
  expect(seen).toBeGreaterThan(100)
})

test('words with a slip find what they find without the others', () => {
  fc.assert(
    fc.property(texts, typed, (rows, words) => {
      const segment = segmentOf(rows.map((own, row) => [row, own.join(' ')]))
      const matches = words.map((one) => nearTo(segment, one, beginningWith(segment, one)))
      const find = (some: number[]) =>
        new Set(
          rowsWith(
            segment,
            some.map((at) => words[at]!),
            some.map((at) => matches[at]!),
            () => true,
          ).map(({ row }) => row),
        )
      const each = words.map((_, at) => find([at]))
      const expected = rows.flatMap((_, row) => (each.every((one) => one.has(row)) ? [row] : []))
      expect([...find(words.map((_, at) => at))].toSorted((a, b) => a - b)).toEqual(expected)
    }),
  )
})
