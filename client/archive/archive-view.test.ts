import { expect, test } from 'vitest'
import { questionOf, readView, wholeArchive, writeView } from './archive-view.ts'

const branchId = '0193a000-0000-7000-8000-000000000001'

test('a view comes back from its address as it went', () => {
  const view = {
    search: '000042 & linen, 50%',
    status: 'conflict',
    kind: 'refund',
    source: 'shopify',
    branchId,
    from: '2026-01-31',
    to: '2026-02-28',
    sort: '-total',
    cursor: 'abc.def',
  } as const
  expect(readView(writeView(view))).toEqual(view)
  expect(writeView(wholeArchive)).toBe('')
  expect(readView('')).toEqual(wholeArchive)
})

test('what means nothing in an address is left out', () => {
  expect(
    readView('?status=lost&kind=gift&source=moon&branchId=1&from=yesterday&to=2026-02-31&sort=x&more=1'),
  ).toEqual(wholeArchive)
})

test('days are whole days of this calendar, the last one inside', () => {
  const asked = new URLSearchParams(
    questionOf({ ...wholeArchive, from: '2026-01-31', to: '2026-01-31', search: '  shirt ' }, 50),
  )
  const [from, to] = [new Date(asked.get('from')!), new Date(asked.get('to')!)]
  expect([from.getDate(), from.getHours(), to.getDate(), to.getMonth()]).toEqual([31, 0, 1, 1])
  expect(asked.get('search')).toBe('shirt')
  expect(asked.get('limit')).toBe('50')
  expect(asked.has('cursor')).toBe(false)
})
