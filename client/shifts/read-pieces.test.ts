import { expect, test } from 'vitest'
import { readPieces } from './read-pieces.ts'

test('a count is read as it was typed or not at all: no sign is dropped, no figure cut', () => {
  expect(readPieces('')).toBe(0)
  expect(readPieces(' 12 ')).toBe(12)
  expect(readPieces('999999')).toBe(999_999)
  for (const typed of ['-3', '−3', '3.5', '1e3', '12x', '1 2', '1000000', '99999999999'])
    expect(readPieces(typed), typed).toBeNull()
})
