import { expect, test } from 'vitest'
import type { BasisPoints, Minor } from '../../shared/basics/scalars.ts'
import type { Cart } from './cart.ts'
import {
  addProduct,
  emptyCart,
  moveSelection,
  pricedLine,
  removeLine,
  selectedLine,
  setDiscount,
  setQuantity,
} from './cart.ts'
import { idOf, someProduct } from './testing/products.ts'

function cartOf(...numbers: number[]): Cart {
  return numbers.reduce(
    (cart, number) => {
      const added = addProduct(cart, someProduct(number), 1, idOf(9000 + cart.lines.length))
      if (added.kind === 'full') throw new Error('the cart is full')
      return added.cart
    },
    emptyCart(idOf(1)),
  )
}

test('scanning again adds one, and the touched line is selected', () => {
  const cart = cartOf(1, 2, 1)
  expect(cart.lines.map(({ quantity }) => quantity)).toEqual([2, 1])
  expect(selectedLine(cart)?.sku).toBe('SHIRT-1')
})

test('an order has at most 200 lines, and what is in the cart can still be added to', () => {
  const cart = cartOf(...Array.from({ length: 200 }, (_, index) => index + 1))
  expect(addProduct(cart, someProduct(201), 1, idOf(1)).kind).toBe('full')
  expect(addProduct(cart, someProduct(7), 1, idOf(1)).kind).toBe('added')
})

test('no pieces left takes the line out and selects its neighbour', () => {
  const cart = cartOf(1, 2, 3)
  const middle = cart.lines[1]?.id ?? ''
  const without = setQuantity(cart, middle, 0)
  expect(without.lines.map(({ sku }) => sku)).toEqual(['SHIRT-1', 'SHIRT-3'])
  expect(selectedLine(without)?.sku).toBe('SHIRT-3')
  expect(selectedLine(removeLine(without, without.selectedId ?? ''))?.sku).toBe('SHIRT-1')
})

test('the selection stays inside the cart', () => {
  const cart = cartOf(1, 2)
  expect(selectedLine(moveSelection(cart, 5))?.sku).toBe('SHIRT-2')
  expect(selectedLine(moveSelection(cart, -5))?.sku).toBe('SHIRT-1')
  expect(moveSelection(emptyCart(idOf(1)), 1).selectedId).toBeNull()
})

test('a discount never passes what the line is worth, also after pieces are taken out', () => {
  const cart = setQuantity(cartOf(1), idOf(9000), 3)
  const cheaper = setDiscount(cart, idOf(9000), { kind: 'amount', amount: 3000 as Minor })
  const [three] = cheaper.lines
  const [one] = setQuantity(cheaper, idOf(9000), 1).lines
  expect(three && pricedLine(three).discount).toBe(3000)
  expect(one && pricedLine(one).discount).toBe(1999)
})

test('a percentage follows the quantity and is rounded half up', () => {
  const cart = setDiscount(cartOf(1), idOf(9000), { kind: 'percent', rate: 1250 as BasisPoints })
  const [one] = cart.lines
  const [two] = setQuantity(cart, idOf(9000), 2).lines
  expect(one && pricedLine(one).discount).toBe(250) // 249.875
  expect(two && pricedLine(two).discount).toBe(500) // 499.75
})
