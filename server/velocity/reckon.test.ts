import { expect, test } from 'vitest'
import { calendarOf } from './days-of-branch.ts'
import { learn, reckon } from './reckon.ts'
import { PACKED } from './series-queries.ts'
import type { PackedDays } from './series-queries.ts'

const FROM = '2026-05-04'

/** A product that sells so many pieces a day from day to day of the window. */
function sells(category: string, perDay: number, productId: string): PackedDays {
  const days = Array.from({ length: 60 }, (_, day) => (100 + day) * PACKED.sold + perDay).join(' ')
  return { productId, category, days }
}

const calendar = calendarOf(
  FROM,
  Array.from({ length: 82 }, (_, day) => ({ day: 100 + day, sales: 6, first: 540, last: 1_200 })),
)

test('a category may be called as the language calls its own: it has a pace, and nothing else changes', async () => {
  const { priors } = await learn(
    [sells('__proto__', 2, 'a'), sells('constructor', 4, 'b'), sells('Tea', 6, 'c')],
    calendar,
  )
  expect([...priors.keys()]).toEqual(['__proto__', 'constructor', 'Tea'])
  expect(priors.get('__proto__')?.products).toBe(1)
  expect(priors.get('toString')).toBeUndefined()
  expect(Object.hasOwn(Object.prototype, 'products')).toBe(false)
})

test('how the branch is when it is tested is learned from the days before the weeks that it is tested on', async () => {
  const until = 182 - 28
  /** Three products of a category: two a day, and in the last four weeks so many on Saturdays, and more of all. */
  const branch = (lately: number) =>
    ['a', 'b', 'c'].map((productId, index) => ({
      productId,
      category: 'Tea',
      days: Array.from({ length: 82 }, (_, day) => {
        const pieces = 100 + day < until ? 2 + index : day % 7 === 0 ? lately * 4 : lately
        return (100 + day) * PACKED.sold + pieces
      }).join(' '),
    }))
  const [steady, changed] = [await learn(branch(2), calendar), await learn(branch(9), calendar)]
  expect(changed.week).not.toEqual(steady.week)
  expect(changed.earlier).toEqual(steady.earlier)
  expect(changed.earlier.priors.get('Tea')).toMatchObject({ products: 3, sum: 9 })
  const supply = { leadDays: 7, coverDays: 14, service: 0.95 }
  const testOf = async (learned: typeof changed) =>
    (await reckon(branch(9), [], calendar, learned, supply, { least: 0, earlier: changed.earlier })).test
  expect(await testOf(changed)).toEqual(await testOf(steady))
  expect((await testOf(changed)).weeks).toBe(12)
})
