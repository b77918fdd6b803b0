import { expect, test } from 'vitest'
import type { Minor } from '../../../shared/basics/scalars.ts'
import { settingsOf } from '../../../shared/branches/branch.ts'
import { Order } from '../../../shared/orders/order.ts'
import type { OrderDraft } from '../../database/shop.ts'
import type { ApprovalRequest } from '../../people/approval.ts'
import { addProduct, emptyCart } from '../cart.ts'
import { orderOfCart } from '../order-of-cart.ts'
import { idOf, someProduct } from '../testing/products.ts'
import { waysBack } from './ways-back.ts'
import { giveBack, giveBackStandalone, voidSale } from './give-back.ts'

const seller = { branchId: idOf(2), deviceId: idOf(3), cashierId: idOf(4), currency: 'USD' }
const at = '2026-01-01T10:00:00.000Z'

function goods(quantity: number): OrderDraft {
  const added = addProduct(emptyCart(idOf(50)), someProduct(1, { price: 1000 as Minor }), quantity, idOf(51))
  if (added.kind !== 'added') throw new Error('the cart is full')
  return orderOfCart(added.cart, [{ type: 'card', tendered: (quantity * 1000) as Minor }], seller, at)
}
function saleOf(quantity: number): Order {
  const total = (quantity * 1000) as Minor
  return Order.parse({
    ...goods(quantity),
    payments: [{ type: 'card', amount: total }],
    number: 'DT-L1-1',
    status: 'accepted',
  })
}

/** A lane whose limit is 20.00, with a manager who agrees or is not there. */
function someLane(manager: 'agrees' | 'away' = 'agrees', rounding = 1) {
  const asked: ApprovalRequest[] = []
  const placed: Order[] = []
  const shift = { lacks: false }
  let ids = 100
  const parts = {
    seller: () => seller,
    lacksShift: () => shift.lacks,
    rounding: () => rounding,
    limits: () => settingsOf({ limits: { refundTotal: 2000 } }).limits,
    async askApproval(request: ApprovalRequest) {
      asked.push(request)
      return manager === 'away' ? null : { kind: request.kind, approverId: idOf(9), reason: 'r', at }
    },
    async place(draft: OrderDraft) {
      const order = Order.parse({ ...draft, number: `DT-L1-${placed.length + 2}` })
      placed.push(order)
      return order
    },
    now: () => at,
    newId: () => idOf((ids += 1)),
  }
  return { parts, asked, placed, shift }
}
const part = (sale: Order, quantity: number, known: Order[] = []) => ({
  sale,
  known,
  returned: [{ lineId: sale.lines[0]?.id ?? '', quantity, restock: true }],
  reason: 'faulty',
  first: null,
  receipt: null,
})

test('[O6] a refund names its sale and lines, and gives back by the way it was paid', async () => {
  const { parts, asked } = someLane()
  const sale = saleOf(3)
  expect(await giveBack(parts, part(sale, 2))).toMatchObject({
    kind: 'given',
    order: {
      kind: 'refund',
      refundOf: sale.id,
      reason: 'faulty',
      total: 2000,
      lines: [{ refundOf: sale.lines[0]?.id, quantity: 2, restock: true }],
      payments: [{ type: 'card', amount: 2000 }],
      approvals: [],
      status: 'pending',
    },
  })
  expect(asked).toEqual([])
})

test('[O6] pieces above what is left, and none, give nothing back', async () => {
  const { parts, placed } = someLane()
  const sale = saleOf(3)
  await giveBack(parts, part(sale, 2))
  await giveBack(parts, part(sale, 3, placed))
  expect(placed.map(({ total }) => total)).toEqual([2000, 1000])
  expect(await giveBack(parts, part(sale, 1, placed))).toEqual({ kind: 'nothing' })
  expect(await giveBack(parts, part(sale, 0))).toEqual({ kind: 'nothing' })
  expect(await giveBack(parts, { ...part(sale, 1), reason: ' ' })).toEqual({ kind: 'nothing' })
})

test('over the limit a manager is asked, and nothing is written where nobody agrees', async () => {
  const away = someLane('away')
  expect(await giveBack(away.parts, part(saleOf(3), 3))).toEqual({ kind: 'not-approved' })
  expect(away.placed).toEqual([])
  const { parts, asked } = someLane()
  const given = await giveBack(parts, part(saleOf(3), 3))
  expect(given).toMatchObject({ order: { approvals: [{ kind: 'refund', approverId: idOf(9) }] } })
  expect(asked).toMatchObject([{ kind: 'refund', what: 'DT-L1-1', before: 2000, after: 3000 }])
})

test('a sale that only its receipt tells of takes a manager whatever it cost', async () => {
  const { parts, asked } = someLane()
  await giveBack(parts, { ...part(saleOf(1), 1), receipt: ['OMNI1'] })
  expect(asked).toMatchObject([{ kind: 'refund', details: { receipt: ['OMNI1'] } }])
})

test('a void gives back all that is left, on the shelf again', async () => {
  const { parts, placed } = someLane()
  const sale = saleOf(2)
  await voidSale(parts, sale, [])
  expect(placed).toMatchObject([{ reason: 'void', total: 2000, lines: [{ quantity: 2, restock: true }] }])
  expect(await voidSale(parts, sale, placed)).toEqual({ kind: 'nothing' })
})

test('[O6] without a sale a manager is always asked, and the refund names none', async () => {
  const away = someLane('away')
  const asked = { goods: goods(1), restock: new Set<string>(), reason: 'no receipt', type: 'cash' }
  expect(await giveBackStandalone(away.parts, asked)).toEqual({ kind: 'not-approved' })
  const { parts } = someLane()
  expect(await giveBackStandalone(parts, asked)).toMatchObject({
    order: {
      kind: 'refund',
      refundOf: null,
      lines: [{ refundOf: null, restock: false }],
      payments: [{ type: 'cash', amount: 1000, tendered: 1000, change: 0 }],
      approvals: [{ kind: 'standalone_refund' }],
    },
  })
})

test('where a branch sells in shifts only, no money goes back outside one, and no manager is called for it', async () => {
  const { parts, asked, placed, shift } = someLane()
  const sale = saleOf(3)
  const without = { goods: goods(1), restock: new Set<string>(), reason: 'no receipt', type: 'cash' }
  const all = [
    () => giveBack(parts, part(sale, 3)),
    () => giveBackStandalone(parts, without),
    () => voidSale(parts, sale, placed),
  ]
  shift.lacks = true
  for (const give of all) expect(await give()).toEqual({ kind: 'no-shift' })
  expect({ asked, placed }).toEqual({ asked: [], placed: [] })
  shift.lacks = false
  for (const give of all.slice(1)) expect(await give()).toMatchObject({ kind: 'given' })
})

test('a shift that is closed while a manager is asked keeps the money in the drawer', async () => {
  const { parts, placed, shift } = someLane()
  const askApproval = async (request: ApprovalRequest) => {
    shift.lacks = true
    return await parts.askApproval(request)
  }
  expect(await giveBack({ ...parts, askApproval }, part(saleOf(3), 3))).toEqual({ kind: 'no-shift' })
  expect(placed).toEqual([])
})

test('cash goes back in coins that there are, and the amounts still add up', async () => {
  const sale = Order.parse({ ...saleOf(1), payments: [{ type: 'cash', amount: 1000 }] })
  const [line] = sale.lines
  const odd = (total: number) => ({
    ...sale,
    lines: [{ ...line, discount: 1000 - total, total }],
    payments: [{ type: 'cash', amount: total }],
    subtotal: total,
    total,
  })
  const payments = async (total: number) => {
    const { parts } = someLane('agrees', 5)
    const given = await giveBack(parts, part(Order.parse(odd(total)), 1))
    return given.kind === 'given' ? given.order.payments : []
  }
  for (const [total, coins] of [
    [997, 995],
    [998, 1000],
    [1000, 1000],
  ] as const) {
    const paid = await payments(total)
    expect(paid.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
    expect(waysBack(paid, 'USD')).toEqual([{ type: 'cash', amount: coins }])
  }
})
