import { expect, test } from 'vitest'
import { countOf, isPicked, mostPicked, nonePicked, picking, type Picked } from './picked.ts'

test('rows are picked and left one by one', () => {
  const two = picking(nonePicked, ['a', 'b'], true)
  expect(countOf(two, 10)).toBe(2)
  expect(isPicked(picking(two, ['a'], false), 'a')).toBe(false)
  expect(isPicked(two, 'c')).toBe(false)
})

test('of all that match, what is left is an exception', () => {
  const all: Picked = { kind: 'all', except: new Set() }
  const less = picking(all, ['a'], false)
  expect(less).toEqual({ kind: 'all', except: new Set(['a']) })
  expect(countOf(less, 5312)).toBe(5311)
  expect(isPicked(less, 'a')).toBe(false)
  expect(isPicked(less, 'b')).toBe(true)
  expect(picking(less, ['a'], true)).toEqual(all)
})

test('one by one there are never more than the most', () => {
  const many = Array.from({ length: mostPicked + 20 }, (_, at) => String(at))
  expect(countOf(picking(nonePicked, many, true), 10_000)).toBe(mostPicked)
})
