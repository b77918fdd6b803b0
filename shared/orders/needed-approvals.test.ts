import { expect, test } from 'vitest'
import { settingsOf } from '../branches/branch.ts'
import type { Minor, Quantity } from '../basics/scalars.ts'
import { isOver, missingApprovals, neededApprovals } from './needed-approvals.ts'
import type { JudgedOrder } from './needed-approvals.ts'

const { limits } = settingsOf({
  limits: { lineDiscountBp: 1000, cartDiscountBp: 500, priceOverrideBp: 2000, refundTotal: 5000 },
})
const catalogue = (productId: string) => (productId === 'unknown' ? null : 2000)

/** A sale of two pieces at 20.00, of which something differs. */
function someSale(changes: { line?: object; order?: object } = {}): JudgedOrder {
  const line = {
    productId: 'shirt',
    quantity: 2 as Quantity,
    unitPrice: 2000 as Minor,
    discount: 0 as Minor,
    ...changes.line,
  }
  return {
    kind: 'sale',
    discount: 0 as Minor,
    subtotal: 4000 as Minor,
    total: 4000 as Minor,
    lines: [line],
    ...changes.order,
  }
}
const needed = (changes?: Parameters<typeof someSale>[0]) =>
  neededApprovals(someSale(changes), limits, catalogue)

test.each([
  ['nothing', {}, []],
  ['a line discount at the limit', { line: { discount: 400 } }, []],
  ['a line discount one cent over it', { line: { discount: 401 } }, ['line_discount']],
  ['a cart discount at the limit', { order: { discount: 200 } }, []],
  ['a cart discount over it', { order: { discount: 201 } }, ['cart_discount']],
  ['a refund of a sale at the limit', { order: { kind: 'refund', refundOf: 'sale', total: 5000 } }, []],
  ['one over it', { order: { kind: 'refund', refundOf: 'sale', total: 5001 } }, ['refund']],
  ['one without its sale', { order: { kind: 'refund', refundOf: null, total: 1 } }, ['standalone_refund']],
  ['a price at the limit', { line: { unitPrice: 1600 } }, []],
  ['a price below it', { line: { unitPrice: 1599 } }, ['price_override']],
  ['a discount on a lowered price, together at the limit', { line: { unitPrice: 1900, discount: 200 } }, []],
  ['together over it', { line: { unitPrice: 1900, discount: 201 } }, ['line_discount']],
  ['a discount on a raised price', { line: { unitPrice: 4000, discount: 800 } }, []],
  ['a lowered price alone', { line: { unitPrice: 1600, discount: 0 } }, []],
  [
    'a discount on what nobody can judge',
    { line: { unitPrice: 100, discount: 20, productId: 'unknown' } },
    [],
  ],
  ['a price above the catalogue’s', { line: { unitPrice: 9000 } }, []],
  ['a price that nobody can judge', { line: { unitPrice: 1, productId: 'unknown' } }, []],
  [
    'all at once',
    { line: { discount: 3000, unitPrice: 1500 }, order: { discount: 3000 } },
    ['line_discount', 'cart_discount', 'price_override'],
  ],
] as const)('[O5] %s', (_what, changes, kinds) => {
  expect(needed(changes)).toEqual(kinds)
})

test('a refund is judged by its total alone', () => {
  const refund = (total: number) =>
    needed({ order: { kind: 'refund', total }, line: { discount: 4000, unitPrice: 1 } })
  expect(refund(5000)).toEqual([])
  expect(refund(5001)).toEqual(['refund'])
})

test('ten percent of an odd amount, as the till rounds it, is not over ten percent', () => {
  expect(isOver(2, 15, 1000)).toBe(false)
  expect(isOver(3, 15, 1000)).toBe(true)
  expect(isOver(0, 0, 0)).toBe(false)
  expect(isOver(1, 0, 10_000)).toBe(true)
})

test('an approval of the kind is what is looked for', () => {
  const sale = { ...someSale({ line: { discount: 2000 } }), approvals: [{ kind: 'sold_short' }] }
  expect(missingApprovals(sale, limits, catalogue)).toEqual(['line_discount'])
  const approved = { ...sale, approvals: [...sale.approvals, { kind: 'line_discount' }] }
  expect(missingApprovals(approved, limits, catalogue)).toEqual([])
})
