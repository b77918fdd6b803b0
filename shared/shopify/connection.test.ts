import { expect, test } from 'vitest'
import { ShopDomain } from './connection.ts'

test('the server asks shops at Shopify and no other address, however it is written', () => {
  expect(ShopDomain.parse(' Demo-Outfitters.myshopify.com ')).toBe('demo-outfitters.myshopify.com')
  for (const address of [
    'localhost',
    '127.0.0.1',
    '169.254.169.254',
    'myshopify.com',
    '.myshopify.com',
    'evil.example',
    'evil.example/a.myshopify.com',
    'evil.example#a.myshopify.com',
    'evil.example?a.myshopify.com',
    'a.myshopify.com.evil.example',
    'a.myshopify.com@evil.example',
    'user@a.myshopify.com',
    'a.myshopify.com:8080',
    'a.myshopify.com/admin',
    'a.b.myshopify.com',
    'http://a.myshopify.com',
    'a\n.myshopify.com',
    'a.myshopify.com\nevil.example',
    'а.myshopify.com',
  ])
    expect(ShopDomain.safeParse(address).success, address).toBe(false)
})
