import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine, withoutApostrophe } from '../csv/write-csv.ts'
import { mostRows, readCsv } from './read-csv.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('what was written is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '=', 'ж', '"', ',', ';', '\n', '\r', ' ', "'") })
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      const named = rows.map((row) => ['x', ...row])
      const file = csvLine(['a', 'b', 'c', 'd']) + named.map(csvLine).join('')
      const read = readCsv(bytes(`\uFEFF${file}`))
      if (read.kind === 'fault') throw new Error(read.why)
      expect(read.heads).toEqual(['a', 'b', 'c', 'd'])
      expect(read.rows.map((row) => row.map(withoutApostrophe))).toEqual(named)
    }),
  )
})

test('semicolons and tabs separate where they do, and an open end is a row', () => {
  expect(readCsv(bytes('a;b\n1;2'))).toMatchObject({ heads: ['a', 'b'], rows: [['1', '2']] })
  expect(readCsv(bytes('a\tb\r\n1\t\r\n'))).toMatchObject({ rows: [['1', '']] })
  expect(readCsv(bytes('a,b\n1,'))).toMatchObject({ rows: [['1', '']] })
})

test('a file that is none is refused with its reason', () => {
  expect(readCsv(new Uint8Array([0x53, 0x4b, 0x55, 0x0a, 0xcf, 0xf0, 0xe8, 0xff]))).toEqual({
    kind: 'fault',
    why: 'encoding',
  })
  expect(readCsv(bytes('PK\u0003\u0004\0\0'))).toMatchObject({ why: 'encoding' })
  expect(readCsv(bytes('a,b\n\n'))).toMatchObject({ why: 'empty' })
  expect(readCsv(bytes('a,b\n"1,2\n'))).toMatchObject({ why: 'quote' })
  expect(readCsv(bytes(`a\n${'1\n'.repeat(mostRows + 1)}`))).toMatchObject({ why: 'tooMany' })
})

test('UTF-16 with its mark is read', () => {
  const text = 'sku,title\nA,Шарф'
  const wide = new Uint8Array(2 + text.length * 2)
  wide.set([0xff, 0xfe])
  for (let at = 0; at < text.length; at += 1)
    new DataView(wide.buffer).setUint16(2 + at * 2, text.charCodeAt(at), true)
  expect(readCsv(wide)).toMatchObject({ rows: [['A', 'Шарф']] })
})
