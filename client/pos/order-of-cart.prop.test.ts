import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BasisPoints, Minor } from '../../shared/basics/scalars.ts'
import { Order } from '../../shared/orders/order.ts'
import { settleOrder } from '../../shared/orders/settle.ts'
import type { Cart } from './cart.ts'
import { addProduct, emptyCart, noteSoldShort, setDiscount } from './cart.ts'
import type { Discount } from './discount.ts'
import { orderOfCart, sumsOfCart } from './order-of-cart.ts'
import type { Tender } from './tenders.ts'
import { changeOf, remainingOf, takeTender } from './tenders.ts'
import { idOf, someProduct } from './testing/products.ts'

const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc.record({
    kind: fc.constant('amount' as const),
    amount: fc.nat(5_000_000).map((amount) => amount as Minor),
  }),
  fc.record({
    kind: fc.constant('percent' as const),
    rate: fc.nat(10_000).map((rate) => rate as BasisPoints),
  }),
)

const line = fc.record({
  product: fc.integer({ min: 1, max: 12 }),
  price: fc.nat(3_000_000),
  taxRate: fc.nat(30_000),
  quantity: fc.integer({ min: 1, max: 500 }),
  discount,
  soldShort: fc.boolean(),
})

const lines: fc.Arbitrary<Cart> = fc.array(line, { minLength: 1, maxLength: 12 }).map((drawn) =>
  drawn.reduce(
    (before, { product, price, taxRate, quantity, ...more }, index) => {
      const sold = someProduct(product, { price: price as Minor, taxRate: taxRate as BasisPoints })
      const added = addProduct(before, sold, quantity, idOf(5000 + index))
      if (added.kind === 'full') throw new Error('the cart is full')
      const after = setDiscount(added.cart, added.line.id, more.discount)
      return more.soldShort ? noteSoldShort(after, added.line.id, 0, '2026-01-01T00:00:00.000Z') : after
    },
    emptyCart(idOf(1)),
  ),
)

const cart = fc.tuple(lines, discount).map(([sold, off]): Cart => ({ ...sold, discount: off }))
const rounding = fc.constantFrom(1, 5, 100)

/** Any mixture of cash and card that pays the total, as a customer might hand it over. */
function payAll(total: Minor, portions: readonly number[], coin: number): Tender[] {
  let tenders: Tender[] = []
  const give = (tender: Tender) => {
    const taken = takeTender(total, tenders, tender, coin)
    if (taken.kind === 'taken') ({ tenders } = taken)
  }
  for (const portion of portions) {
    give({ type: portion % 2 === 0 ? 'cash' : 'card', tendered: portion as Minor })
  }
  const left = remainingOf(total, tenders)
  if (left > 0) give({ type: 'cash', tendered: (left + coin + (portions[0] ?? 0)) as Minor })
  return tenders
}

const now = '2026-01-01T10:00:00.000Z'
const context = {
  branchId: idOf(2),
  deviceId: idOf(3),
  cashierId: idOf(4),
  currency: 'USD',
}

test('[O5] every paid cart is an order that the schema and the server take', () => {
  let split = 0
  fc.assert(
    fc.property(cart, fc.array(fc.nat(4_000_000), { maxLength: 5 }), rounding, (sold, portions, coin) => {
      const { total } = sumsOfCart(sold)
      const tenders = payAll(total, portions, coin)
      if (tenders.length > 1) split += 1
      const order = Order.parse({ ...orderOfCart(sold, tenders, context, now, coin), number: 'DT-L1-000001' })
      const facts = {
        currency: 'USD',
        products: new Map(
          sold.lines.map((one) => [
            one.productId,
            { price: one.unitPrice, taxRate: one.taxRate, archived: false },
          ]),
        ),
        onHand: new Map(sold.lines.map((one) => [`${context.branchId}:${one.productId}`, one.quantity])),
        originals: new Map(),
      }
      expect(settleOrder(order, facts)).toMatchObject({ kind: 'accepted', flags: [] })
    }),
  )
  expect(split).toBeGreaterThan(0)
})

test('payments less change are the total, and only cash gives change', () => {
  fc.assert(
    fc.property(cart, fc.array(fc.nat(4_000_000), { maxLength: 5 }), (sold, portions) => {
      const { total } = sumsOfCart(sold)
      const tenders = payAll(total, portions, 1)
      const { payments } = orderOfCart(sold, tenders, context, now)
      const sum = (amounts: (number | null | undefined)[]) =>
        amounts.reduce<number>((all, one) => all + (one ?? 0), 0)
      expect(sum(payments.map(({ amount }) => amount))).toBe(total)
      expect(sum(payments.map(({ change }) => change))).toBe(changeOf(total, tenders))
      expect(payments.every(({ type, change }) => type === 'cash' || change === 0)).toBe(true)
    }),
  )
})

test('that a line was sold short is on the order', () => {
  const added = addProduct(emptyCart(idOf(1)), someProduct(1), 2, idOf(5))
  if (added.kind === 'full') throw new Error('the cart is full')
  const sold = noteSoldShort(added.cart, idOf(5), 0, '2026-01-01T00:00:00.000Z')
  const [approval] = orderOfCart(sold, [{ type: 'cash', tendered: 3998 as Minor }], context, now).approvals
  expect(approval).toMatchObject({
    kind: 'sold_short',
    approverId: idOf(4),
    details: { lines: [{ onHand: 0 }] },
  })
})

test('however many lines were approved, the order has no more approvals than an order may have', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    kind: index % 2 ? 'line_discount' : 'price_override',
    approverId: idOf(7000 + (index % 3)),
    reason: 'Damaged',
    at: '2026-01-01T00:00:00.000Z',
    details: { lineId: idOf(index) },
  }))
  const seller = { branchId: idOf(2), deviceId: idOf(3), cashierId: idOf(4), currency: 'USD' }
  const sold = { ...emptyCart(idOf(1)), approvals: many }
  const { approvals } = orderOfCart(sold, [], seller, '2026-01-01T00:00:00.000Z')
  expect(approvals).toHaveLength(6)
  expect(approvals.flatMap(({ details }) => details?.['each'])).toHaveLength(60)
  expect(orderOfCart({ ...sold, approvals: many.slice(0, 18) }, [], seller, '').approvals).toHaveLength(18)
})
