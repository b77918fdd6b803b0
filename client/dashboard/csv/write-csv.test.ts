import { expect, test } from 'vitest'
import { exportRows } from './export-rows.ts'
import { csvCell, csvLine, tabLine } from './write-csv.ts'

test('what a spreadsheet would take for a formula is written as text; numbers stay numbers', () => {
  for (const cell of ['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1', ' =HYPERLINK("x")']) {
    expect(csvCell(cell), cell).toMatch(/^"'/)
  }
  expect(csvCell('-12.50')).toBe('-12.50')
  expect(csvCell('plain')).toBe('plain')
})

test('quotes, separators and line breaks stay within their cell', () => {
  expect(csvLine(['a "b"', 'c,d', 'e\nf', ''])).toBe('"a ""b""","c,d","e\nf",\r\n')
})

test('cells for the clipboard stay cells, and none becomes a formula', () => {
  const line = tabLine(['=1+1', 'a\tb\r\nc', '"q', 'it "is"', '-5', ''])
  expect(line.split('\t')).toEqual(["'=1+1", 'a b c', '"""q"', 'it "is"', '-5', ''])
})

test('a file has its heads, the rows in their order, and none that is gone', async () => {
  const columns = [{ title: 'Name', text: (it: string) => it }]
  const told: number[] = []
  const rows = Array.from({ length: 2500 }, (_, at) => at)
  const file = await exportRows(
    columns,
    rows,
    (row) => (row === 1 ? null : `r${row}`),
    (done) => told.push(done),
  )
  const lines = (await file.text()).split('\r\n')
  expect(lines.slice(0, 3)).toEqual(['Name', 'r0', 'r2'])
  expect(lines).toHaveLength(2501)
  expect(told).toEqual([1000, 2000])
  const [first] = new Uint8Array(await file.arrayBuffer())
  expect(first, 'with the mark of UTF-8').toBe(0xef)
})
