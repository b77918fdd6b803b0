import { expect, test } from 'vitest'
import type { Minor } from '../../shared/basics/scalars.ts'
import type { Order } from '../../shared/orders/order.ts'
import { orderOfCart } from '../pos/order-of-cart.ts'
import { addProduct, emptyCart } from '../pos/cart.ts'
import { idOf, someProduct } from '../pos/testing/products.ts'
import { filterOrders, noFilter } from './filter-orders.ts'

function someOrder(number: number, given: Partial<Order>): Order {
  const added = addProduct(emptyCart(idOf(number)), someProduct(number), 1, idOf(900 + number))
  if (added.kind === 'full') throw new Error('the cart is full')
  const seller = { branchId: idOf(50), deviceId: idOf(51), cashierId: idOf(52), currency: 'USD' }
  const paid = [{ type: 'cash', tendered: 1999 as Minor }]
  const draft = orderOfCart(added.cart, paid, seller, '2026-01-01T00:00:00.000Z')
  return { ...draft, number: `DT-L1-00000${number}`, ...given }
}

const orders = [
  someOrder(1, { status: 'accepted' }),
  someOrder(2, { status: 'conflict' }),
  someOrder(3, { status: 'conflict', branchId: idOf(60) }),
]

test('orders are filtered by state, branch and text at once', () => {
  expect(filterOrders(orders, noFilter)).toBe(orders)
  expect(filterOrders(orders, { ...noFilter, status: 'conflict' })).toHaveLength(2)
  expect(filterOrders(orders, { status: 'conflict', branchId: idOf(60), text: '' })).toEqual([orders[2]])
  expect(filterOrders(orders, { ...noFilter, text: ' shirt-2 ' })).toEqual([orders[1]])
  expect(filterOrders(orders, { ...noFilter, text: 'l1-000003' })).toEqual([orders[2]])
  expect(filterOrders(orders, { ...noFilter, text: 'nothing' })).toEqual([])
})
