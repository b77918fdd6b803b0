import { expect, test } from 'vitest'
import { freshCodes } from './fresh-codes.ts'

test('a code that stays in sight counts once; after it was away for a while it counts again', () => {
  const fresh = freshCodes()
  expect(fresh(['a', 'a'], 0)).toEqual(['a'])
  for (let at = 100; at <= 5000; at += 100) expect(fresh(['a'], at)).toEqual([])
  expect(fresh(['b', 'a'], 5100)).toEqual(['b'])
  expect(fresh([], 6000)).toEqual([])
  expect(fresh(['a'], 6500)).toEqual([])
  expect(fresh(['a'], 8100)).toEqual(['a'])
})
