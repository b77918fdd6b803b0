import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrange, fitting, rearrange } from './arrange.ts'
import type { Filter } from './field.ts'
import { createTable } from './table.ts'

type Item = { title: string; price: number | null; kind: string; tags: string[] }

const atOnce = () => Promise.resolve()
const tableOf = () =>
  createTable<Item>(
    [
      { kind: 'text', name: 'title', of: (it) => it.title },
      { kind: 'number', name: 'price', of: (it) => it.price },
      { kind: 'choice', name: 'kind', of: (it) => it.kind },
      { kind: 'list', name: 'tags', of: (it) => it.tags },
    ],
    (it) => [it.title, it.kind],
    atOnce,
  )

const item = fc.record({
  title: fc.constantFrom('Ape', 'Bee', 'bee', 'Cat', 'Dog', 'Élan', 'elan', 'Ёж'),
  price: fc.option(fc.integer({ min: 0, max: 5 })),
  kind: fc.constantFrom('x', 'y', 'z'),
  tags: fc.subarray(['new', 'sale']),
})
const sort = fc.array(fc.record({ field: fc.constantFrom('title', 'price', 'kind'), down: fc.boolean() }), {
  maxLength: 3,
})

const fold = (text: string) => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')

function naive(items: Map<number, Item>, by: readonly { field: string; down: boolean }[]): number[] {
  return [...items.keys()].toSorted((a, b) => {
    for (const { field, down } of by) {
      const [left, right] = [items.get(a)!, items.get(b)!].map(
        (it) => it[field as 'title' | 'price' | 'kind'],
      )
      if (left === right) continue
      if (left === null) return 1
      if (right === null) return -1
      const [l, r] = typeof left === 'string' ? [fold(left), fold(right as string)] : [left!, right!]
      if (l !== r) return (l < r ? -1 : 1) * (down ? -1 : 1)
    }
    return a - b
  })
}

test('rows stand as a plain sort would have them, before and after changes', async () => {
  let moved = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 200 }),
      fc.array(fc.tuple(fc.nat(250), fc.option(item)), { maxLength: 20 }),
      sort,
      async (first, changes, by) => {
        const table = tableOf()
        const items = new Map(first.entries())
        for (const [row, one] of items) table.put(row, one)
        await table.prepare('title')
        const asked = { search: '', filters: [], sort: by }
        expect([...arrange(table, asked)]).toEqual(naive(items, by))
        for (const [row, one] of changes) {
          moved += 1
          if (one) table.put(row, one)
          else table.remove(row)
          if (one) items.set(row, one)
          else items.delete(row)
        }
        const rows = new Map([...items].toSorted(([a], [b]) => a - b))
        expect([...arrange(table, asked)]).toEqual(naive(rows, by))
      },
    ),
    { numRuns: 150 },
  )
  expect(moved).toBeGreaterThan(100)
})

test('rows that change among others find the places that a whole sort gives them', async () => {
  let moved = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 200 }),
      fc.array(fc.tuple(fc.nat(250), fc.option(item)), { maxLength: 20 }),
      sort,
      fc.boolean(),
      async (first, changes, by, isFiltered) => {
        const table = tableOf()
        for (const [row, one] of first.entries()) table.put(row, one)
        await table.prepare('title')
        const filters: Filter[] = isFiltered ? [{ field: 'kind', op: 'is', value: 'x' }] : []
        const asked = { search: '', filters, sort: by }
        const before = arrange(table, asked)
        for (const [row, one] of changes) {
          if (one) table.put(row, one)
          else table.remove(row)
        }
        const after = [...arrange(table, asked)]
        if (after.join() !== [...before].join()) moved += 1
        expect([...rearrange(table, asked, before, new Set(changes.map(([row]) => row)))]).toEqual(after)
      },
    ),
    { numRuns: 150 },
  )
  expect(moved).toBeGreaterThan(50)
})

function some() {
  const table = tableOf()
  const items: Item[] = [
    { title: 'Blue Shirt', price: 1000, kind: 'shirt', tags: ['new'] },
    { title: 'Red Shirt', price: 2000, kind: 'shirt', tags: [] },
    { title: 'Crème', price: null, kind: 'care', tags: ['new', 'sale'] },
  ]
  for (const [row, one] of items.entries()) table.put(row, one)
  return table
}
const rowsWith = (search: string, ...filters: Filter[]) => {
  const table = some()
  return [0, 1, 2].filter(fitting(table, { search, filters }))
}

test('every word must be in the row, whatever the case', () => {
  expect(rowsWith('shirt RED')).toEqual([1])
  expect(rowsWith('shirt crème')).toEqual([])
})

test('all filters hold together', () => {
  expect(rowsWith('', { field: 'kind', op: 'is', value: 'shirt' })).toEqual([0, 1])
  expect(rowsWith('', { field: 'kind', op: 'has', value: 'HIR' })).toEqual([0, 1])
  expect(
    rowsWith('', { field: 'price', op: 'gt', value: '500' }, { field: 'price', op: 'lt', value: '1500' }),
  ).toEqual([0])
  expect(
    rowsWith('', { field: 'tags', op: 'has', value: 'new' }, { field: 'tags', op: 'has', value: 'sale' }),
  ).toEqual([2])
  expect(rowsWith('', { field: 'kind', op: 'not', value: 'gone' })).toEqual([0, 1, 2])
  expect(rowsWith('', { field: 'nothing', op: 'is', value: 'x' })).toEqual([])
})

test('only what has changed is told, and of which fields', () => {
  const table = some()
  const told: [number, unknown][] = []
  table.watch((row, what) => told.push([row, typeof what === 'string' ? what : [...what]]))
  table.put(0, { title: 'Blue Shirt', price: 1000, kind: 'shirt', tags: ['new'] })
  table.put(1, { title: 'Red Shirt', price: 2001, kind: 'shirt', tags: [] })
  table.put(3, { title: 'New', price: 1, kind: 'care', tags: [] })
  table.remove(2)
  table.remove(2)
  expect(told).toEqual([
    [1, ['price']],
    [3, 'new'],
    [2, 'gone'],
  ])
  expect(table.live).toBe(3)
})
