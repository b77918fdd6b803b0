import { expect, test } from 'vitest'
import { nextMerge } from './next-merge.ts'

/** Merges until nothing is left to merge; gives the sizes in the end, and how many rows were moved for it. */
function mergedAll(begin: readonly number[]): { sizes: number[]; moved: number } {
  const sizes = [...begin]
  let moved = 0
  for (let at = nextMerge(sizes); at >= 0; at = nextMerge(sizes)) {
    const size = sizes[at]! + sizes[at + 1]!
    moved += size
    sizes.splice(at, 2, size)
  }
  return { sizes, moved }
}

test('four hundred pages that came at once are merged without moving a row more than ten times', () => {
  const { sizes, moved } = mergedAll(Array.from({ length: 400 }, () => 250))
  expect(sizes).toEqual([100_000])
  expect(moved).toBeLessThanOrEqual(10 * 100_000)
  expect(moved).toBeGreaterThan(100_000)
})

test('pages that come one after the other are merged as they come', () => {
  let sizes: number[] = []
  let moved = 0
  for (let page = 0; page < 400; page += 1) {
    const after = mergedAll([...sizes, 250])
    sizes = after.sizes
    moved += after.moved
  }
  expect(sizes.reduce((sum, size) => sum + size)).toBe(100_000)
  expect(sizes.length).toBeLessThanOrEqual(12)
  expect(moved).toBeLessThanOrEqual(10 * 100_000)
})

test('a few changed rows leave the many where they are, until there are too many such', () => {
  expect(nextMerge([])).toBe(-1)
  expect(nextMerge([100_000])).toBe(-1)
  expect(nextMerge([100_000, 1])).toBe(-1)
  expect(nextMerge([100_000, 1, 1])).toBe(1)
  const halved = Array.from({ length: 13 }, (_, at) => 100_000 / 3 ** at)
  expect(nextMerge(halved)).toBe(11)
  expect(nextMerge(halved.slice(1))).toBe(-1)
})
