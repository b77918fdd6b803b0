import { expect, test } from 'vitest'
import { anywhere, wantedWords, wordsQuery } from './wanted-words.ts'

test('three letters and more are looked for anywhere, shorter ones at the beginning of a word', () => {
  expect(wantedWords('  Linen  XL dt-l1 ', true)).toEqual({
    parts: ['linen'],
    beginnings: ['xl', 'dt', 'l1'],
  })
  expect(wantedWords('DT-L1-000042', true)).toEqual({ parts: ['dt-l1-000042'], beginnings: [] })
  expect(wantedWords('Linen 0042', false)).toEqual({ parts: [], beginnings: ['linen', '0042'] })
  expect(wantedWords('O‘g‘il', true)).toEqual({ parts: [], beginnings: ['o', 'g', 'il'] })
  expect(wantedWords(undefined, true)).toEqual({ parts: [], beginnings: [] })
  expect(wantedWords('   ', true)).toEqual({ parts: [], beginnings: [] })
})

test('what cannot be looked for is refused', () => {
  expect(() => wantedWords('-- %', true)).toThrow('does not fit')
  expect(() => wantedWords('a b c d e f g h i j k l m', true)).toThrow('does not fit')
})

test('text is never read as a pattern or as a query', () => {
  expect(anywhere('50%_\\')).toBe('%50\\%\\_\\\\%')
  const tenant = '00000000-0000-7000-8000-0000aaaabbbb'
  expect(wordsQuery(tenant, ['shirt'], [['flag', ["it's", 'a\\b | c']]])).toBe(
    `'aaaabbbbshirt':* & ('aaaabbbb=flag=it''s' | 'aaaabbbb=flag=a\\\\b | c')`,
  )
  expect(wordsQuery(tenant, [], [['status', undefined]])).toBeNull()
})
