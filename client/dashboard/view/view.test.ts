import { expect, test } from 'vitest'
import { sortedAlso, viewFromUrl, viewToUrl, type View } from './view.ts'

const first: View = {
  search: '',
  filters: [],
  sort: [{ field: 'title', down: false }],
  branchId: null,
  columns: null,
  dense: false,
}

test('a view comes back from its address as it was', () => {
  const view: View = {
    search: 'blue & "shirt" ~ 50%',
    filters: [
      { field: 'status', op: 'is', value: 'active' },
      { field: 'tag', op: 'has', value: 'a.b_c' },
    ],
    sort: [
      { field: 'price', down: true },
      { field: 'onHand-0190', down: false },
    ],
    branchId: '0190',
    columns: [
      { name: 'title', width: 260, pinned: true },
      { name: 'onHand-0190', width: null, pinned: false },
    ],
    dense: true,
  }
  const address = viewToUrl(view, first)
  expect(address).toContain('sort=-price')
  expect(viewFromUrl(`?${address}`, first)).toEqual(view)
})

test('what is as at first is not in the address; what was taken away is', () => {
  expect(viewToUrl(first, first)).toBe('')
  const bare = { ...first, sort: [] }
  expect(viewFromUrl(viewToUrl(bare, first), first)).toEqual(bare)
})

test('an address that makes no sense is as good as none', () => {
  const odd = viewFromUrl('?f=x&f=.is.1&f=a.drop.b&sort=_-&cols=title.99999_.3&density=huge', first)
  expect(odd).toEqual({
    ...first,
    filters: [],
    sort: [],
    columns: [{ name: 'title', width: null, pinned: false }],
  })
})

test('a head is pressed up, down and off; with Shift the others stay', () => {
  const up = sortedAlso([{ field: 'title', down: false }], 'price', false)
  expect(up).toEqual([{ field: 'price', down: false }])
  expect(sortedAlso(up, 'price', false)).toEqual([{ field: 'price', down: true }])
  expect(sortedAlso([{ field: 'price', down: true }], 'price', false)).toEqual([])
  const two = sortedAlso([{ field: 'title', down: false }], 'price', true)
  expect(two.map(({ field }) => field)).toEqual(['title', 'price'])
  expect(sortedAlso(two, 'title', true)[0]).toEqual({ field: 'title', down: true })
})
