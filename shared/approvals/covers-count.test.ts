import { expect, test } from 'vitest'
import { countsIn, coversCount } from './covers-count.ts'

const ids = ['c1', 'c2', 'p1', 'p2'].map((_, n) => `00000000-0000-4000-8000-00000000000${n}`)
const [one, two, shirt, cap] = ids as [string, string, string, string]
const details = countsIn([
  { id: one, productId: shirt, lost: 40 },
  { id: two, productId: cap, lost: 10 },
])
const asked = { before: '100', after: '50', details }

test('[A3] [M1] a count takes no more off its shelf than the desk was shown, and is the one that was shown', () => {
  expect(coversCount(asked, { id: one, productId: shirt, lost: 40 })).toBe(true)
  expect(coversCount(asked, { id: two, productId: cap, lost: 9 })).toBe(true)
  expect(coversCount(asked, { id: one, productId: shirt, lost: 41 })).toBe(false)
  expect(coversCount(asked, { id: one, productId: cap, lost: 1 })).toBe(false)
  expect(coversCount(asked, { id: cap, productId: shirt, lost: 1 })).toBe(false)
})

test('[A3] counts that take more in all than the sum on the desk are no part of its word', () => {
  const count = { id: one, productId: shirt, lost: 1 }
  for (const shown of [
    { after: '51' },
    { before: '99' },
    { before: 'all' },
    { after: 'less' },
    { before: 100, after: 50 },
  ])
    expect(coversCount({ ...asked, ...shown }, count)).toBe(false)
  for (const counts of [
    null,
    'c',
    [[one, shirt]],
    [[one, shirt, '40']],
    [
      [one, shirt, -40],
      [two, cap, 90],
    ],
  ])
    expect(coversCount({ ...asked, details: { counts, productIds: [shirt] } }, count)).toBe(false)
})

test('[A3] a till of before names the products of its counts alone, and is judged by them', () => {
  const count = { id: one, productId: shirt, lost: 40 }
  const before = { before: '1\u00a0100', after: '1\u00a0050', details: { productIds: [shirt] } }
  expect(coversCount(before, count)).toBe(true)
  expect(coversCount(before, { ...count, productId: cap })).toBe(false)
  expect(coversCount({ ...before, details: { productIds: 'all' } }, count)).toBe(false)
  expect(coversCount({ ...before, details: {} }, count)).toBe(false)
  expect(coversCount({ ...before, before: '100', after: '60' }, count)).toBe(true)
  expect(coversCount({ ...before, before: '100', after: '61' }, count)).toBe(false)
})
