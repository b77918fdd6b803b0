import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCodeTable } from './code-table.ts'

const code = fc.integer({ min: 0, max: 300 }).map(String)

test('a code leads to a row that has it, and nowhere where none has', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(code, fc.nat(400)), { maxLength: 600 }), (given) => {
      const table = createCodeTable()
      const has = new Map<number, string>()
      for (const [one, row] of given) {
        table.add(one, row)
        has.set(row, one)
      }
      for (const it of [table, createCodeTable(structuredClone(table.state()))])
        for (let number = 0; number <= 300; number += 1) {
          const row = it.find(String(number), (at) => has.get(at) === String(number))
          const holders = [...has].filter(([, held]) => held === String(number)).map(([at]) => at)
          if (holders.length === 0) expect(row).toBe(-1)
          else expect(holders).toContain(row)
        }
    }),
    { numRuns: 100 },
  )
})
