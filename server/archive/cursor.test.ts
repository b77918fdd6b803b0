import { expect, test } from 'vitest'
import { readCursor, writeCursor } from './cursor.ts'

const place = { towards: 'before', key: '2026-01-01 00:00:00+00', id: 'an id' } as const

test('a cursor comes back as it went, for its own question and secret only', () => {
  const text = writeCursor('secret', 'question', place)
  expect(text).toMatch(/^[\w-]+\.[\w-]{24}$/)
  expect(readCursor('secret', 'question', text)).toEqual(place)
  for (const [secret, question, said] of [
    ['secret', 'another', text],
    ['another', 'question', text],
    ['secret', 'question', `x${text}`],
    ['secret', 'question', text.slice(0, -1)],
    ['secret', 'question', ''],
  ] as const)
    expect(() => readCursor(secret, question, said)).toThrow('not of this search')
})
