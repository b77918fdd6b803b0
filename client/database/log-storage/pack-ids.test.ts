import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packIds, unpackIds } from './pack-ids.ts'

const ids = fc.oneof(
  fc.array(fc.uuid()),
  fc.tuple(fc.string(), fc.array(fc.uuid())).map(([before, all]) => all.map((id) => before + id)),
  fc.array(
    fc.oneof(
      fc.uuid(),
      fc.string(),
      fc.uuid().map((id) => id.toUpperCase()),
    ),
  ),
)

test('ids come back as they were, whatever they are', () => {
  fc.assert(
    fc.property(ids, (all) => {
      expect(unpackIds(structuredClone(packIds(all)))).toEqual(all)
    }),
    { numRuns: 500 },
  )
})

test('UUIDs, also behind another id, take sixteen bytes each', () => {
  const branch = '01a1ede2-6680-7f58-bb78-e857b4974168'
  const all = ['01a1ede2-6680-7f82-9a99-d7950dee143a', branch].map((id) => `${branch}:${id}`)
  const packed = packIds(all)
  expect(packed).toMatchObject({ before: `${branch}:` })
  expect(typeof packed === 'string' ? 0 : packed.words.byteLength).toBe(32)
})
