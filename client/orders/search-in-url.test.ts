import { expect, test } from 'vitest'
import { readSearch, writeSearch } from './search-in-url.ts'

test('an address comes back as it was, numbers and lists alike', () => {
  const search = '?q=1e3&f=a.is.1&f=b.is.true&sort=-price_title&x=%7B%22a%22%3A1%7D'
  expect(writeSearch(readSearch(search))).toBe(search)
  expect(readSearch(search)).toMatchObject({ q: '1e3', f: ['a.is.1', 'b.is.true'] })
  expect(writeSearch({ branchId: undefined })).toBe('')
})
