import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDocuments } from './documents.ts'
import { packDocuments, readPart, type Stored } from './record.ts'

const document = fc.record({
  id: fc.integer({ min: 0, max: 40 }).map((n) => `p${n}`),
  title: fc.oneof(fc.constantFrom('apron', 'belt'), fc.string({ unit: 'grapheme' })),
  _deleted: fc.boolean(),
  _rev: fc.constantFrom('1-a', '2-a'),
  _meta: fc.record({ lwt: fc.integer({ min: 1, max: 9 }) }),
})
const batch = fc
  .array(document, { minLength: 1, maxLength: 12 })
  .map((all) => [...new Map(all.map((it) => [it.id, it])).values()] as unknown as Stored[])
const step = fc.oneof(
  { weight: 9, arbitrary: fc.record({ batch, packFrom: fc.constantFrom(1, 5, 100) }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 }).map((n) => ({ gone: `p${n}` })) },
)

test('documents are read as they came last, packed or not, however often they were replaced', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const expected = new Map<string, Stored>()
      const documents = createDocuments(5)
      for (const it of steps) {
        if ('gone' in it) {
          documents.delete(it.gone)
          expected.delete(it.gone)
          continue
        }
        const part = packDocuments('products', 'id', '', it.batch, it.packFrom)
        // As it comes back from the disk.
        expect(documents.put(readPart(structuredClone(part)))).toEqual(it.batch.map(({ id }) => id))
        for (const one of it.batch)
          expected.set(one['id'] as string, JSON.parse(JSON.stringify(one)) as Stored)
      }
      expect(new Map([...documents.ids()].map((id) => [id, documents.get(id)]))).toEqual(expected)
      const gone = [...expected].filter(([, { _deleted }]) => _deleted).map(([id]) => id)
      expect([...documents.tombstones()].toSorted()).toEqual(gone.toSorted())
      expect(documents.size).toBe(expected.size)
    }),
    { numRuns: 300 },
  )
})

test('a packed part that lost a line, or an id, is told to be damaged', () => {
  const all = ['a', 'b', 'c'].map((id) => ({ id, _deleted: false })) as unknown as Stored[]
  const part = packDocuments('products', 'id', '', all, 1)
  const { documents } = part
  if (typeof documents === 'string') throw new Error('it was not packed')
  const short = { ...documents, texts: documents.texts.slice(0, documents.texts.lastIndexOf(10)) }
  expect(() => readPart({ ...part, documents: short })).toThrow('names 3 documents and holds 2')
  expect(() => readPart({ ...part, documents: { ...documents, ids: '["a","b"]' } })).toThrow()
  expect(() => readPart({ ...part, documents: { ...documents, ids: '["a","b' } })).toThrow()
})
