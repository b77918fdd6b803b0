import { expect, test } from 'vitest'
import { ImageUrl } from './product.ts'

test.each([
  'https://images.example.test/catalogue/1/front 1.webp?size=2#top',
  'http://shop.example.test/a.png',
  '//images.example.test/a.png',
  '/images/a.png',
  'images/10:30.png',
  'a.png',
  'data:image/png;base64,iVBORw0KGgo=',
])('a picture may be at %s', (url) => {
  expect(ImageUrl.parse(url)).toBe(url)
})

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)//https://example.test/a.png',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://example.test/1',
  'file:///etc/passwd',
])('and not at %j', (url) => {
  expect(ImageUrl.safeParse(url).success).toBe(false)
})
