import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createUuidTable } from './uuid-table.ts'

const id = fc.oneof(
  fc.uuid(),
  // Like ids that follow one another, and ids that are none.
  fc.integer({ min: 0, max: 50 }).map((n) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`),
  fc.constantFrom('', 'p1', '0199F000-0000-7000-8000-000000000000', '00000000-0000-7000-8000-00000000000g'),
)

test('a table answers as a Map does, before and after it was kept', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 400 }), fc.array(id, { maxLength: 40 }), (added, asked) => {
      const plain = new Map<string, number>()
      const table = createUuidTable()
      for (const one of added) {
        if (!plain.has(one)) plain.set(one, plain.size)
        expect(table.add(one)).toBe(plain.get(one))
      }
      for (const it of [table, createUuidTable(structuredClone(table.state()))]) {
        expect(it.size).toBe(plain.size)
        for (const one of [...added, ...asked]) expect(it.find(one)).toBe(plain.get(one) ?? -1)
        for (const [one, row] of plain) expect(it.idAt(row)).toBe(one)
      }
    }),
    { numRuns: 200 },
  )
})
