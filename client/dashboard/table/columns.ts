import { grown } from '../../database/grown.ts'
import { folded } from './field.ts'

/** Values of one field by row. `set` says whether the row's value has changed. */
export function numberColumn() {
  let values = new Float64Array(1024).fill(Number.NaN)
  return {
    kind: 'number' as const,
    /** Null is kept as NaN: it fits no comparison, and is sorted last. */
    set(row: number, value: number | null): boolean {
      const before = values.length
      values = grown(values, row + 1)
      if (values.length !== before) values.fill(Number.NaN, before)
      const next = value ?? Number.NaN
      if (Object.is(values[row], next)) return false
      values[row] = next
      return true
    },
    at: (row: number): number => values[row] ?? Number.NaN,
  }
}

/** Numbers for texts that come again and again, from 0 up. */
export function names() {
  const all: string[] = []
  const numbers = new Map<string, number>()
  let places: Uint32Array | null = null
  return {
    all: all as readonly string[],
    number(name: string): number {
      let number = numbers.get(name)
      if (number === undefined) {
        number = all.push(name) - 1
        numbers.set(name, number)
        places = null
      }
      return number
    },
    find: (name: string): number => numbers.get(name) ?? -1,
    /** The place of each name in alphabetical order, by its number. */
    places(): Uint32Array {
      if (places) return places
      const order = all.map((name, number) => ({ text: folded(name), number }))
      order.sort((a, b) => (a.text < b.text ? -1 : 1))
      places = new Uint32Array(all.length)
      for (const [place, { number }] of order.entries()) places[number] = place + 1
      return places
    },
  }
}

export function choiceColumn() {
  const known = names()
  let numbers = new Uint32Array(1024)
  return {
    kind: 'choice' as const,
    names: known,
    set(row: number, value: string): boolean {
      numbers = grown(numbers, row + 1)
      // One up: 0 says that nothing was set yet.
      const next = known.number(value) + 1
      if (numbers[row] === next) return false
      numbers[row] = next
      return true
    },
    /** The number of the row's name; -1 where it has none. */
    at: (row: number): number => (numbers[row] ?? 0) - 1,
  }
}

/** Lists of names. Rows with equal lists share one. */
export function listColumn() {
  const known = names()
  const lists = choiceColumn()
  const members: ReadonlySet<number>[] = []
  return {
    kind: 'list' as const,
    names: known,
    set(row: number, values: readonly string[]): boolean {
      const changed = lists.set(row, values.join('\n'))
      const list = lists.at(row)
      members[list] ??= new Set(values.map(known.number))
      return changed
    },
    has: (row: number, number: number): boolean => members[lists.at(row)]?.has(number) === true,
    isEmpty: (row: number): boolean => (members[lists.at(row)]?.size ?? 0) === 0,
  }
}

export type Column =
  | ReturnType<typeof numberColumn>
  | ReturnType<typeof choiceColumn>
  | ReturnType<typeof listColumn>
