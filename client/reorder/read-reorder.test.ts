import { expect, test } from 'vitest'
import { readWholeReorder } from './read-reorder.ts'

const row = (productId: string, branchId: string, order: number) => ({
  branchId,
  productId,
  title: productId,
  sku: productId,
  category: '',
  vendor: '',
  onHand: 0,
  kind: null,
  perDay: 1,
  lasts: null,
  point: 1,
  isByHand: false,
  full: order,
  order,
  transfers: [],
})

/** A server with so many shelves that lack, which gives a page at a time. */
function server(shelves: number) {
  const asked: string[] = []
  let rows = Array.from({ length: shelves }, (_, index) => row(`p${index}`, 'b', index))
  return {
    asked,
    /** Somebody sells: a shelf is now the first of all. */
    comesFirst: () => void (rows = [row('new', 'b', 1), ...rows]),
    call: async (path: string) => {
      asked.push(path)
      const query = new URL(path, 'http://shop').searchParams
      const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit'))]
      const page = rows.slice(offset, offset + limit)
      const count = page.length === 0 ? 0 : rows.length
      return { at: '2026-07-01T00:00:00.000Z', count, rows: page, branches: [], test: null }
    },
  }
}

test('a list of any length is read to its end', async () => {
  for (const [shelves, pages] of [
    [0, 1],
    [4_999, 1],
    [5_000, 1],
    [5_001, 2],
    [12_000, 3],
  ] as const) {
    const { asked, call } = server(shelves)
    const { count, rows } = await readWholeReorder('', call)
    expect([count, rows.length, asked.length]).toEqual([shelves, shelves, pages])
    expect(new Set(rows.map(({ productId }) => productId)).size).toBe(shelves)
  }
})

test('only the shelves of one branch are asked for', async () => {
  const { asked, call } = server(1)
  await readWholeReorder('some-branch', call)
  expect(new URL(asked[0] ?? '', 'http://shop').searchParams.get('branchId')).toBe('some-branch')
})

test('a shelf that moves to the next page meanwhile is in the list once', async () => {
  const { comesFirst, call } = server(6_000)
  let pages = 0
  const { count, rows } = await readWholeReorder('', async (path) => {
    if (pages === 1) comesFirst()
    pages += 1
    return call(path)
  })
  expect(rows).toHaveLength(6_000)
  expect(new Set(rows.map(({ productId }) => productId)).size).toBe(6_000)
  expect(count).toBe(6_000)
})

test('where a page does not come there is no list: a part of it would pass for the whole', async () => {
  const { call } = server(6_000)
  const cut = (path: string) => (path.includes('offset=5000') ? Promise.reject(new Error('cut')) : call(path))
  await expect(readWholeReorder('', cut)).rejects.toThrow('cut')
})
