import { expect, test } from 'vitest'
import { suggest } from './suggest.ts'
import type { SuggestLine } from './suggest.ts'

const line = (rest: Partial<SuggestLine> = {}): SuggestLine => ({
  productId: 'A',
  requested: 2,
  now: 0,
  elsewhere: [],
  siblings: [],
  ...rest,
})
const about = (lines: SuggestLine[], goodsLeft = false) =>
  suggest({ kind: 'order', overRefund: false, goodsLeft, lines })

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

test('[O6] [M3] a refund beyond its sale is called off; a count that no longer fits gives way to a new one', () => {
  expect(suggest({ kind: 'order', overRefund: true, goodsLeft: false, lines: [line()] })).toMatchObject({
    action: 'cancel',
  })
  expect(suggest({ kind: 'movement', reason: 'recount' })).toMatchObject({ action: 'drop' })
  expect(suggest({ kind: 'movement', reason: 'damage' })).toMatchObject({ action: 'recount' })
})
