import { expect, test } from 'vitest'
import { suggest } from './suggest.ts'
import type { RefundState, SuggestLine } from './suggest.ts'

const line = (rest: Partial<SuggestLine> = {}): SuggestLine => ({
  productId: 'A',
  requested: 2,
  now: 0,
  takenOnline: 0,
  counted: false,
  elsewhere: [],
  siblings: [],
  ...rest,
})
const about = (lines: SuggestLine[], goodsLeft = false) =>
  suggest({ kind: 'order', refund: null, isOnline: false, goodsLeft, waits: false, lines })
const online = (lines: SuggestLine[], waits = false) =>
  suggest({ kind: 'order', refund: null, isOnline: true, goodsLeft: false, waits, lines })

test('[O7] goods that left were on the shelf, whatever the books say', () => {
  expect(about([line({ elsewhere: [{ branchId: 'b', onHand: 9 }] })], true)).toEqual({
    action: 'recount',
    because: 'goods-left',
  })
  expect(about([line({ now: 2 })], true)).toMatchObject({ because: 'there-by-now' })
})

test('[O7] what did not leave is looked for: at another branch that has all of it, the fullest first', () => {
  const elsewhere = [
    { branchId: 'few', onHand: 2 },
    { branchId: 'many', onHand: 7 },
    { branchId: 'one', onHand: 1 },
  ]
  expect(about([line({ elsewhere })])).toMatchObject({ action: 'transfer', branchId: 'many' })
  const other = line({ productId: 'B', elsewhere: [{ branchId: 'few', onHand: 2 }] })
  expect(about([line({ elsewhere }), other])).toMatchObject({ action: 'transfer', branchId: 'few' })
  expect(about([line({ requested: 1, elsewhere }), line({ requested: 7, elsewhere })])).toMatchObject({
    action: 'backorder',
  })
})

test('[O7] then a sibling, then what is there, then patience', () => {
  const siblings = [
    { productId: 'S', onHand: 1 },
    { productId: 'T', onHand: 2 },
  ]
  expect(about([line({ siblings })])).toMatchObject({ action: 'substitute', productId: 'T' })
  expect(about([line({ now: 1, siblings: [] })])).toMatchObject({ action: 'partial', because: 'some-there' })
  expect(about([line()])).toMatchObject({ action: 'backorder', because: 'none-anywhere' })
})

test('[O7] where an online order took what a sale lacks the books were right, and nothing is recounted', () => {
  const elsewhere = [{ branchId: 'b', onHand: 9 }]
  for (const left of [true, false]) {
    expect(about([line({ takenOnline: 2, elsewhere })], left)).toEqual({
      action: 'transfer',
      because: 'online-took-other-has',
      branchId: 'b',
    })
    expect(about([line({ takenOnline: 2 })], left)).toEqual({ action: 'backorder', because: 'online-took' })
  }
  const waiting = { refund: null, isOnline: false, goodsLeft: true, waits: true }
  expect(suggest({ kind: 'order', ...waiting, lines: [line({ takenOnline: 2 })] })).toMatchObject({
    action: 'cancel',
  })
  expect(about([line({ takenOnline: 1, elsewhere })], true), 'not all of it').toMatchObject({
    because: 'goods-left',
  })
  const other = line({ productId: 'B', elsewhere })
  expect(about([line({ takenOnline: 2, elsewhere }), other], true)).toMatchObject({ because: 'goods-left' })
})

test('[O7] an online order is sent from where its goods are, else waits, else is called off; never a sibling', () => {
  const siblings = [{ productId: 'S', onHand: 9 }]
  const elsewhere = [{ branchId: 'b', onHand: 2 }]
  expect(online([line({ siblings, elsewhere, takenOnline: 2 })])).toMatchObject({
    action: 'transfer',
    because: 'other-branch-has',
    branchId: 'b',
  })
  expect(online([line({ siblings, now: 1 })])).toEqual({ action: 'backorder', because: 'none-anywhere' })
  expect(online([line({ siblings })], true)).toMatchObject({ action: 'cancel' })
  expect(online([line({ now: 2 })])).toMatchObject({ because: 'there-by-now' })
})

test('[O6] [M3] a refund beyond its sale is called off; a count that no longer fits gives way to a new one', () => {
  const refund = (state: RefundState) =>
    suggest({
      kind: 'order',
      refund: state,
      isOnline: false,
      goodsLeft: false,
      waits: false,
      lines: [line()],
    })
  expect(refund('beyond')).toEqual({ action: 'cancel', because: 'beyond-sale' })
  expect(refund('sale-cancelled')).toEqual({ action: 'cancel', because: 'sale-cancelled' })
  expect(refund('fits')).toEqual({ action: 'recount', because: 'refund-fits' })
  expect(refund('sale-open')).toEqual({ action: 'wait', because: 'sale-open' })
  expect(refund('sale-unknown')).toEqual({ action: 'wait', because: 'sale-unknown' })
  expect(suggest({ kind: 'movement', reason: 'recount', counted: false })).toMatchObject({ action: 'drop' })
  expect(suggest({ kind: 'movement', reason: 'damage', counted: false })).toMatchObject({ action: 'recount' })
})

test('[O7] [M3] a shelf that was counted after the goods left says what lies there, and lacks nothing', () => {
  const elsewhere = [{ branchId: 'b', onHand: 9 }]
  const after = { action: 'recount', because: 'counted-after' }
  for (const now of [0, 1, 4]) {
    expect(about([line({ now, counted: true, takenOnline: 2, elsewhere })], true)).toEqual(after)
  }
  const other = line({ productId: 'B', elsewhere })
  expect(about([line({ now: 4, counted: true }), other], true), 'the other one is not').toMatchObject({
    action: 'recount',
    because: 'goods-left',
  })
  const taken = { ...other, takenOnline: 2 }
  expect(
    about([line({ now: 4, counted: true }), taken], true),
    'a transfer would take the counted',
  ).toMatchObject({
    action: 'recount',
  })
  expect(about([line({ now: 2, counted: true })], false), 'goods that are here still').toEqual({
    action: 'backorder',
    because: 'here-by-now',
  })
  expect(online([line({ now: 2, counted: true })])).toMatchObject({ action: 'recount' })
  expect(online([line({ now: 2, counted: true })], true)).toMatchObject({ action: 'recount' })
  expect(about([line({ counted: true, elsewhere })], false)).toMatchObject({ action: 'transfer' })
  expect(suggest({ kind: 'movement', reason: 'damage', counted: true })).toEqual({
    action: 'drop',
    because: 'counted-after',
  })
  // One half of a transfer may be counted and the other not: each is booked by itself.
  expect(suggest({ kind: 'movement', reason: 'transfer_out', counted: true })).toMatchObject({
    action: 'recount',
  })
})

test('[O8] what waits already is not told to wait', () => {
  const waiting = { refund: null, isOnline: false, goodsLeft: false, waits: true }
  const there = [line({ now: 2, counted: true })]
  expect(suggest({ kind: 'order', ...waiting, lines: there })).toMatchObject({ because: 'there-by-now' })
  expect(suggest({ kind: 'order', ...waiting, lines: [line()] })).toEqual({
    action: 'cancel',
    because: 'none-anywhere',
  })
})
