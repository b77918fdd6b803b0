import { expect, test } from 'vitest'
import { search } from './search.ts'

type Thing = { title: string; tags: string[]; at: number; active: boolean; sku: string | null }
const THINGS: Thing[] = [
  { title: 'Wool Coat', tags: ['new', 'Winter'], at: Date.UTC(2026, 0, 1), active: true, sku: 'A-1' },
  { title: 'Wool Cap', tags: [], at: Date.UTC(2026, 0, 2), active: false, sku: null },
  { title: 'Linen Shirt', tags: ['winter'], at: Date.UTC(2026, 0, 3), active: true, sku: 'B-1' },
]
const find = (query: string) => {
  const { found, warning } = search(
    THINGS,
    query,
    {
      title: ({ title }) => title,
      tag: ({ tags }) => tags,
      active: ({ active }) => active,
      updated_at: ({ at }) => at,
      sku: ({ sku }) => sku,
    },
    ({ title }) => title,
  )
  return { titles: found.map(({ title }) => title), warning }
}

test.each([
  ['', ['Wool Coat', 'Wool Cap', 'Linen Shirt']],
  ['wool', ['Wool Coat', 'Wool Cap']],
  ['title:wool*', ['Wool Coat', 'Wool Cap']],
  ['title:"Wool Cap"', ['Wool Cap']],
  ['tag:winter active:true', ['Wool Coat', 'Linen Shirt']],
  ['tag:winter AND title:wool*', ['Wool Coat']],
  ['title:"Wool Cap" OR sku:B-1', ['Wool Cap', 'Linen Shirt']],
  ['-tag:winter', ['Wool Cap']],
  ['NOT tag:winter', ['Wool Cap']],
  ["updated_at:>='2026-01-02T00:00:00Z'", ['Wool Cap', 'Linen Shirt']],
  ['updated_at:>2026-01-02T00:00:00Z updated_at:<=2026-01-03T00:00:00Z', ['Linen Shirt']],
  ['sku:*', ['Wool Coat', 'Linen Shirt']],
])('%s', (query, titles) => {
  expect(find(query)).toEqual({ titles, warning: undefined })
})

test('a field that is not known finds everything, and warns', () => {
  expect(find('colour:red')).toEqual({
    titles: ['Wool Coat', 'Wool Cap', 'Linen Shirt'],
    warning: {
      query: 'colour:red',
      parsed: { field: 'colour', match_all: 'red' },
      warnings: [{ field: 'colour', message: 'Invalid search field for this query.', code: 'invalid_field' }],
    },
  })
  expect(find('colour:red title:wool*').titles).toEqual(['Wool Coat', 'Wool Cap'])
})
