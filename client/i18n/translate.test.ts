import { expect, test } from 'vitest'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { translator } from './translate.ts'

const english = translator(en, 'en')

test('a sentence with a count says none, one and many in its own words', () => {
  expect(english('till.left', { count: 0 })).toBe(en.till.left_zero)
  expect(english('till.left', { count: 1 })).toBe(en.till.left_one.replace(/\{\{.*?\}\}/, '1'))
  expect(english('till.left', { count: 7 })).toBe('7 left')
  expect(english('till.items', { count: 12_345 })).toBe('12,345 products')
})

test('words that a language does not have are said in English, and what nobody has by its name', () => {
  const { cancel: _missing, ...rest } = ru.common as Record<string, string>
  const russian = translator({ ...ru, common: rest }, 'ru', english)
  expect(russian('common.cancel')).toBe(en.common.cancel)
  expect(russian('common.close')).toBe(ru.common.close)
  expect(english('common.nothing' as 'common.cancel')).toBe('common.nothing')
})

test('what is filled in may look like a pattern', () => {
  expect(english('cart.removeCustomer', { name: '$& {{name}}' })).toContain('$& {{name}}')
})
