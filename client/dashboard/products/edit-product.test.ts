import { expect, test } from 'vitest'
import { shelfOf } from '../../search/testing/shelf-of.ts'
import { readEdit } from './edit-product.ts'

const [product] = shelfOf(1)

test('a field is changed and nothing besides', () => {
  expect(readEdit(product!, 'price', '12,50', 'USD')).toEqual({
    kind: 'changed',
    product: { ...product, price: 1250 },
  })
  expect(readEdit(product!, 'tag', 'new,  sale ,new,', 'USD')).toMatchObject({
    product: { tags: ['new', 'sale'] },
  })
  expect(readEdit(product!, 'status', 'archived', 'USD')).toMatchObject({ product: { status: 'archived' } })
})

test('what does not fit is refused before it is sent', () => {
  expect(readEdit(product!, 'price', '-150', 'USD')).toEqual({ kind: 'fault', why: 'price' })
  expect(readEdit(product!, 'price', 'cheap', 'USD')).toEqual({ kind: 'fault', why: 'price' })
  expect(readEdit(product!, 'title', '   ', 'USD')).toEqual({ kind: 'fault', why: 'text' })
  expect(readEdit(product!, 'tag', 'x'.repeat(61), 'USD')).toEqual({ kind: 'fault', why: 'text' })
  expect(readEdit(product!, 'status', 'gone', 'USD')).toEqual({ kind: 'fault', why: 'text' })
})
