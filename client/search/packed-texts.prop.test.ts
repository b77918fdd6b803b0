import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPackedTexts } from './packed-texts.ts'

const chunkRows = 2048
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\n', ' '))
const lines = fc.tuple(fc.array(text, { maxLength: 40 }), fc.array(text, { minLength: 1, maxLength: 40 }))

test('each row has its text, kept as bytes or set since, and again after the next start', () => {
  let changed = 0
  fc.assert(
    fc.property(lines, fc.array(fc.tuple(fc.nat(), text), { maxLength: 6 }), ([first, second], changes) => {
      // A whole chunk, whose last lines are the ones that count, and a chunk that is not full.
      const whole = [...Array.from({ length: chunkRows - first.length }, () => 'x'), ...first]
      const all = [...whole, ...second]
      const kept = createPackedTexts([bytesOf(whole), bytesOf(second)])
      for (const [at, value] of changes) {
        changed += 1
        const row = at % (all.length + 1)
        all[row] = value
        kept.set(row, value)
      }
      const again = createPackedTexts(kept.state())
      const rows = [...all.keys()].filter((row) => row < 20 || row > chunkRows - 60)
      for (const texts of [kept, again]) {
        expect(rows.map(texts.get)).toEqual(rows.map((row) => all[row]))
        expect(texts.get(all.length)).toBe('')
        expect(texts.get(all.length + chunkRows)).toBe('')
      }
    }),
    { numRuns: 200 },
  )
  expect(changed).toBeGreaterThan(100)
})

const bytesOf = (all: readonly string[]): Uint8Array => new TextEncoder().encode(all.join('\n'))
