import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordsOf } from './words-of.ts'

test('words are small, without accents, and split at whatever is neither letter nor digit', () => {
  expect(wordsOf('Café  Crème — Navy / M-42, ΟΔΟΣ Йод')).toEqual([
    'cafe',
    'creme',
    'navy',
    'm',
    '42',
    'οδος',
    'иод',
  ])
  expect(wordsOf(' ')).toEqual([])
})

test('a text has the words of its pieces, whichever were seen before', () => {
  const piece = fc.oneof(fc.constantFrom('Linen', 'é', 'ΣΑΣ', '—', ''), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const whole = pieces
        .join(' ')
        .toLowerCase()
        .normalize('NFD')
        .replaceAll(/\p{M}+/gu, '')
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '')
      for (let time = 0; time < 2; time += 1) expect(wordsOf(pieces.join(' '))).toEqual(whole)
    }),
    { numRuns: 300 },
  )
})
