import { expect, test } from 'vitest'
import { sellerName } from './seller-name.ts'

const t = (sentence: string) => sentence

test('an online order was sold by the online shop, not by who connected it', () => {
  expect(sellerName('shopify', 'Ada Admin', t)).toBe('common.onlineShop')
  expect(sellerName('shopify', null, t)).toBe('common.onlineShop')
  expect(sellerName('pos', 'Ada Admin', t)).toBe('Ada Admin')
  expect(sellerName(null, null, t)).toBe(null)
})
