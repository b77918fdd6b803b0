import { expect, test } from 'vitest'
import { anywhere, wantedWords, wordsQuery } from './wanted-words.ts'

test('three letters and more are looked for anywhere, shorter ones at the beginning of a word', () => {
  expect(wantedWords('  Linen  XL dt-l1 ', true)).toEqual({
    parts: ['linen'],
    beginnings: ['xl', 'dt', 'l1'],
    implied: [],
  })
  const none = { parts: [], beginnings: [], implied: [] }
  expect(wantedWords('Linen 0042', false)).toEqual({ ...none, beginnings: ['linen', '0042'] })
  expect(wantedWords('O‘g‘il', true)).toEqual({ ...none, beginnings: ['o', 'g', 'il'] })
  expect(wantedWords(undefined, true)).toEqual(none)
  expect(wantedWords('   ', true)).toEqual(none)
})

test('after what stands between words a word begins: it is there wherever the part is', () => {
  const implied = (search: string) => wantedWords(search, true)
  expect(implied('DT-L1-000042')).toEqual({ parts: ['dt-l1-000042'], beginnings: [], implied: ['000042'] })
  expect(implied('+99890 x-ab y-abc')).toEqual({
    parts: ['+99890', 'y-abc'],
    beginnings: ['x', 'ab'],
    implied: ['99890', 'abc'],
  })
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
