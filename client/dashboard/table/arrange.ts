import { folded, type Asked, type Filter, type Sort } from './field.ts'
import type { Table } from './table.ts'

type Test = (row: number) => boolean

/**
 * Whether a row fits: live, with every word of the search in one of its texts, and with every filter. Several `is` of
 * one field mean any of them; all else must hold together.
 */
export function fitting(table: Table, { search, filters }: Pick<Asked, 'search' | 'filters'>): Test {
  const words = folded(search).split(/\s+/).filter(Boolean)
  const tests = testsOf(table, filters)
  const { haystack } = table
  return (row) => {
    if (!table.isLive(row)) return false
    for (const test of tests) if (!test(row)) return false
    const text = haystack[row] ?? ''
    for (const word of words) if (!text.includes(word)) return false
    return true
  }
}

function testsOf(table: Table, filters: readonly Filter[]): Test[] {
  const anyOf = new Map<string, Test[]>()
  const tests: Test[] = []
  for (const filter of filters) {
    const test = testOf(table, filter)
    if (filter.op !== 'is') tests.push(test)
    else anyOf.set(filter.field, [...(anyOf.get(filter.field) ?? []), test])
  }
  for (const any of anyOf.values()) tests.push((row) => any.some((test) => test(row)))
  return tests
}

function testOf(table: Table, { field, op, value }: Filter): Test {
  const column = table.columns.get(field)
  // A filter of an older link, or of a branch that is gone: nothing fits, and its chip says why.
  if (!column || column.kind === 'text') return () => false
  if (column.kind === 'number') {
    const wanted = Number(value)
    if (op === 'lt') return (row) => column.at(row) < wanted
    if (op === 'gt') return (row) => column.at(row) > wanted
    if (op === 'not') return (row) => column.at(row) !== wanted
    return (row) => column.at(row) === wanted
  }
  const number = column.names.find(value)
  const has: Test =
    column.kind === 'choice' ? (row) => column.at(row) === number : (row) => column.has(row, number)
  // The empty value of a list is "has none".
  const holds = column.kind === 'list' && value === '' ? column.isEmpty : has
  if (number < 0 && value !== '') return () => op === 'not'
  return op === 'not' ? (row) => !holds(row) : holds
}

/** The rows that fit, in order; equal ones in the order in which they came. Some milliseconds for 100,000 rows. */
export function arrange(table: Table, asked: Asked): Uint32Array {
  const fits = fitting(table, asked)
  const rows = new Uint32Array(table.live)
  let count = 0
  for (let row = 0; row < table.size && count < rows.length; row += 1) if (fits(row)) rows[count++] = row
  return sorted(table, rows.subarray(0, count), asked.sort)
}

/** Whether a row would stand elsewhere after such a change. */
export function movesBy(changed: ReadonlySet<string>, sort: readonly Sort[]): boolean {
  return sort.some(({ field }) => changed.has(field))
}

function sorted(table: Table, rows: Uint32Array, sort: readonly Sort[]): Uint32Array {
  let order = rows
  // The least telling first: each pass keeps the order of the one before where it finds no difference.
  for (const { field, down } of sort.toReversed()) {
    const keyOf = keysOf(table, field)
    if (keyOf) order = sortedBy(order, keyOf, down)
  }
  return order
}

/** A number by which rows stand in a field's order; null where it has none. */
function keysOf(table: Table, field: string): ((row: number) => number) | null {
  const column = table.columns.get(field)
  if (!column || column.kind === 'list') return null
  if (column.kind === 'number') return column.at
  if (column.kind === 'text') return table.ranksOf(field)?.of ?? null
  const places = column.names.places()
  return (row) => places[column.at(row)] ?? Number.NaN
}

/** Stable; a row without a value comes last either way. */
function sortedBy(rows: Uint32Array, keyOf: (row: number) => number, down: boolean): Uint32Array {
  const keys = new Float64Array(rows.length)
  const order = new Uint32Array(rows.length)
  for (let at = 0; at < rows.length; at += 1) {
    const key = keyOf(rows[at]!)
    keys[at] = Number.isNaN(key) ? Number.POSITIVE_INFINITY : down ? -key : key
    order[at] = at
  }
  order.sort((a, b) => keys[a]! - keys[b]! || a - b)
  for (let at = 0; at < order.length; at += 1) order[at] = rows[order[at]!]!
  return order
}
