import { expect, test } from 'vitest'
import type { Source } from '../dashboard/table/source.ts'
import { createTable } from '../dashboard/table/table.ts'
import { createRecordIndex } from './record-index.ts'

type Person = { id: string; name: string }

function sourceOf(people: Person[]): Source<Person> & { put(row: number): void } {
  const table = createTable<Person>([{ kind: 'text', name: 'name', of: ({ name }) => name }], ({ name }) => [
    name,
  ])
  people.forEach((person, row) => table.put(row, person))
  return {
    table,
    at: (row) => (table.isLive(row) ? (people[row] ?? null) : null),
    idOf: (row) => people[row]?.id ?? '',
    find: (id) => people.findIndex((person) => person.id === id),
    loaded: () => ({ count: people.length, whole: true }),
    subscribe: () => () => {},
    put: (row) => table.put(row, people[row]!),
  }
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 20))

test('rows are found by the beginnings of their words and with slips, those that come later too', async () => {
  const people = [
    { id: '1', name: 'Dilnoza Karimova' },
    { id: '2', name: 'Ann Smith' },
  ]
  const source = sourceOf(people)
  const index = createRecordIndex(source, ({ name }) => name)
  await rest()
  const names = (text: string) => index.search(text, 5).map(({ name }) => name)
  expect(names('kari dil')).toEqual(['Dilnoza Karimova'])
  expect(names('karmiova')).toEqual(['Dilnoza Karimova'])
  let told = 0
  index.subscribe(() => (told += 1))
  people.push({ id: '3', name: 'Karim Otabek' })
  source.put(2)
  people[1] = { id: '2', name: 'Ann Jones' }
  source.put(1)
  await rest()
  expect(names('karim')).toHaveLength(2)
  expect(names('smith')).toEqual([])
  expect(told).toBe(1)
  source.table.remove(0)
  expect(names('karim')).toEqual(['Karim Otabek'])
})
