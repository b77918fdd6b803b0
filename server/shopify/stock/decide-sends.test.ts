import { expect, test } from 'vitest'
import { decideSends } from './decide-sends.ts'
import type { LevelNow } from './level-queries.ts'

const level = (change: Partial<LevelNow>): LevelNow => ({
  itemId: '1',
  locationId: '2',
  productId: 'p',
  branchId: 'b',
  isNew: false,
  known: 20,
  isStocked: true,
  counted: false,
  opening: null,
  onHand: 20,
  claimed: 0,
  held: 0,
  hasMoved: true,
  ...change,
})
const told = (change: Partial<LevelNow>) => {
  const { adjust, set, activate, even } = decideSends([level(change)])
  return {
    adjust: adjust.map(({ delta }) => delta),
    set: set.map(({ delta }) => delta),
    activate,
    even: even.length,
  }
}

test('what differs is told, and what does not is not', () => {
  expect(told({})).toMatchObject({ adjust: [], set: [], even: 1 })
  expect(told({ onHand: 17 })).toMatchObject({ adjust: [-3], set: [] })
  expect(told({ onHand: 25 })).toMatchObject({ adjust: [5], set: [] })
  expect(told({ known: null })).toMatchObject({ adjust: [], set: [], even: 0 })
})

test('a count, and the last pieces, are told by comparing', () => {
  expect(told({ onHand: 17, counted: true })).toMatchObject({ adjust: [], set: [-3] })
  expect(told({ known: 3, onHand: 2 })).toMatchObject({ adjust: [], set: [-1] })
  // What comes to a shelf takes nothing from anybody.
  expect(told({ known: 3, onHand: 4 })).toMatchObject({ adjust: [1], set: [] })
})

test('[O3] Shopify is never brought below zero: what both sold is a case, and none is left there until it is settled', () => {
  expect(told({ known: 0, onHand: 0, claimed: 1 })).toMatchObject({ adjust: [], set: [], even: 1 })
  expect(told({ known: 2, onHand: 0, claimed: 1 })).toMatchObject({ set: [-2] })
  // Below zero by its own rules: not further, but back up where more is here.
  expect(told({ known: -2, onHand: 0, claimed: 3 })).toMatchObject({ adjust: [], set: [], even: 1 })
  expect(told({ known: -2, onHand: 0, claimed: 1 })).toMatchObject({ adjust: [1], set: [] })
})
