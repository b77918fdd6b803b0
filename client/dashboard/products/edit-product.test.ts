import { expect, test } from 'vitest'
import { shelfOf } from '../../search/testing/shelf-of.ts'
import { readProduct } from './edit-product.ts'

const [product] = shelfOf(1)

test('a field is changed and nothing besides', () => {
  expect(readProduct(product!, 'price', '12,50', 'USD')).toEqual({
    kind: 'changed',
    product: { ...product, price: 1250 },
  })
  expect(readProduct(product!, 'tag', 'new,  sale ,new,', 'USD')).toMatchObject({
    product: { tags: ['new', 'sale'] },
  })
  expect(readProduct(product!, 'status', 'archived', 'USD')).toMatchObject({
    product: { status: 'archived' },
  })
})

test('what does not fit is refused before it is sent', () => {
  expect(readProduct(product!, 'price', '-150', 'USD')).toEqual({ kind: 'fault', why: 'price' })
  expect(readProduct(product!, 'price', 'cheap', 'USD')).toEqual({ kind: 'fault', why: 'price' })
  expect(readProduct(product!, 'title', '   ', 'USD')).toEqual({ kind: 'fault', why: 'text' })
  expect(readProduct(product!, 'tag', 'x'.repeat(61), 'USD')).toEqual({ kind: 'fault', why: 'text' })
  expect(readProduct(product!, 'status', 'gone', 'USD')).toEqual({ kind: 'fault', why: 'text' })
})
