import { expect, test } from 'vitest'
import { createArrangement } from './arrangement.ts'
import { createTable } from './table.ts'

type Item = { title: string; price: number; kind: string }

async function some() {
  const table = createTable<Item>(
    [
      { kind: 'text', name: 'title', of: (it) => it.title },
      { kind: 'number', name: 'price', of: (it) => it.price },
      { kind: 'choice', name: 'kind', of: (it) => it.kind },
    ],
    (it) => [it.title],
    () => Promise.resolve(),
  )
  for (const [row, title] of ['c', 'a', 'b'].entries()) table.put(row, { title, price: row, kind: 'x' })
  const arrangement = createArrangement(table, (then) => then())
  arrangement.begin()
  const filters = [{ field: 'kind', op: 'is', value: 'x' }] as const
  await arrangement.ask({ search: '', filters, sort: [{ field: 'title', down: false }] })
  return { table, arrangement, rows: () => [...arrangement.state().rows] }
}

test('rows stand still while they are held; what would move is counted, and applied when it is wanted', async () => {
  const { table, arrangement, rows } = await some()
  expect(rows()).toEqual([1, 2, 0])
  arrangement.hold(true)
  table.put(0, { title: 'A0', price: 0, kind: 'x' })
  table.put(3, { title: 'aa', price: 3, kind: 'x' })
  table.put(2, { title: 'b', price: 2, kind: 'y' })
  // Neither moves anything: one is not sorted by, the other does not fit.
  table.put(1, { title: 'a', price: 99, kind: 'x' })
  table.put(4, { title: 'no', price: 1, kind: 'z' })
  expect(rows()).toEqual([1, 2, 0])
  expect(arrangement.state().waiting).toBe(3)
  arrangement.apply()
  expect(rows()).toEqual([1, 0, 3])
  expect(arrangement.state().waiting).toBe(0)
  expect(arrangement.placeOf(3)).toBe(2)
  expect(arrangement.placeOf(2)).toBe(-1)
})

test('rows that nobody holds are put in order at once, and those that were held when they are let go', async () => {
  const { table, arrangement, rows } = await some()
  table.put(0, { title: 'A0', price: 0, kind: 'x' })
  expect(rows()).toEqual([1, 0, 2])
  arrangement.hold(true)
  table.remove(1)
  expect(rows()).toEqual([1, 0, 2])
  arrangement.hold(false)
  expect(rows()).toEqual([0, 2])
})

test('each change is told, moved or not, so that cells show it', async () => {
  const { table, arrangement } = await some()
  arrangement.hold(true)
  const before = arrangement.state().tick
  table.put(1, { title: 'a', price: 5, kind: 'x' })
  expect(arrangement.state().tick).toBeGreaterThan(before)
})
