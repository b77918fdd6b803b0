import { expect, test } from 'vitest'
import { diffDocuments } from './diff-documents.ts'

test('leaves that differ are told by their paths, what is missing as undefined', () => {
  const before = { id: 'a', tax: 1, lines: [{ quantity: 1, note: null }, { quantity: 2 }], gone: true }
  const after = { id: 'a', tax: 2, lines: [{ quantity: 1, note: 'x' }], fresh: [] }
  expect(diffDocuments(before, after)).toEqual([
    { path: 'tax', before: 1, after: 2 },
    { path: 'lines.0.note', before: null, after: 'x' },
    { path: 'lines.1', before: { quantity: 2 }, after: undefined },
    { path: 'gone', before: true, after: undefined },
    { path: 'fresh', before: undefined, after: [] },
  ])
  expect(diffDocuments(before, structuredClone(before))).toEqual([])
})

test('names that every object inherits are no members', () => {
  expect(diffDocuments({}, JSON.parse('{"constructor": 1}'))).toEqual([
    { path: 'constructor', before: undefined, after: 1 },
  ])
})
