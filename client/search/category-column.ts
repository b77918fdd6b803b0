import { grown } from '../database/grown.ts'

export type CategoryColumnState = { names: string[]; numbers: Uint16Array }

/** The category of each active row. A row without one is not active: it is known by its id only. */
export function categoryColumn(kept?: CategoryColumnState) {
  const names = kept?.names ?? []
  const numberOf = new Map(names.map((name, at) => [name, at + 1]))
  /** A category's number, from 1 up; 0 where the row is not active. */
  let numbers: Uint16Array = kept?.numbers ?? new Uint16Array(1024)
  const counts: number[] = [0, ...names.map(() => 0)]
  for (const number of kept?.numbers ?? []) counts[number]! += 1

  /** The category's number; beyond 65,534 of them all share the last, which no shop's tiles could show anyway. */
  function take(name: string): number {
    let number = numberOf.get(name)
    if (number === undefined) {
      number = Math.min(0xffff, names.length + 1)
      if (names.length < 0xffff) names.push(name)
      numberOf.set(name, number)
      counts[number] ??= 0
    }
    return number
  }

  return {
    /** `null` says that the row is not active. */
    set(row: number, name: string | null): void {
      numbers = grown(numbers, row + 1)
      counts[numbers[row]!]! -= 1
      numbers[row] = name === null ? 0 : take(name)
      counts[numbers[row]!]! += 1
    },
    isActive: (row: number) => numbers[row]! > 0,
    /** Those that have a row, in alphabetical order. */
    all() {
      return names
        .map((name, at) => ({ name, count: counts[at + 1]! }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
    },
    rowsOf(name: string, limit: number): number[] {
      const number = numberOf.get(name)
      const found: number[] = []
      if (number === undefined) return found
      for (let row = 0; row < numbers.length && found.length < limit; row += 1)
        if (numbers[row] === number) found.push(row)
      return found
    },
    state: (rows: number): CategoryColumnState => ({ names, numbers: grown(numbers, rows).slice(0, rows) }),
  }
}
