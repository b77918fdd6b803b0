import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatMoney,
  isTooMuch,
  minorDigits,
  mostMoney,
  plainMoney,
  readMoney,
  readSignedMoney,
} from './money.ts'

test('money is shown by currency', () => {
  expect(formatMoney(1999, 'USD', 'en')).toBe('$19.99')
  expect(formatMoney(1999, 'JPY', 'en')).toBe('¥1,999')
  expect(minorDigits('JPY')).toBe(0)
})

test('each language writes money its own way', () => {
  const plain = (text: string) => text.replaceAll(/\s/g, ' ')
  expect(plain(formatMoney(123_456_789, 'USD', 'ru'))).toBe('1 234 567,89 $')
  expect(plain(formatMoney(123_456_789, 'USD', 'uz'))).toBe('1 234 567,89 $')
  expect(plain(formatMoney(125_000_000, 'UZS', 'ru'))).toBe('1 250 000 сум')
  expect(plain(formatMoney(125_000_000, 'UZS', 'uz'))).toBe('1 250 000 soʻm')
  expect(plain(formatMoney(125_000_050, 'UZS', 'en'))).toBe('UZS 1,250,000.50')
  expect(plainMoney(125_000_000, 'UZS', 'uz'), 'no coins to type').toBe('1250000')
  expect(plainMoney(1999, 'USD', 'ru')).toBe('19,99')
  expect(plainMoney(1999, 'USD', 'en')).toBe('19.99')
})

test('what is shown in a field reads back as the same amount', () => {
  fc.assert(
    fc.property(
      fc.nat(99_999_999_999),
      fc.constantFrom('USD', 'JPY', 'UZS', 'KWD'),
      fc.constantFrom('en', 'ru', 'uz'),
      (amount, currency, locale) => {
        fc.pre(amount / 10 ** minorDigits(currency) < 1e9)
        expect(readMoney(plainMoney(amount, currency, locale), currency)).toBe(amount)
      },
    ),
  )
})

test('an amount may be typed with point, comma or spaces', () => {
  expect(readMoney('20', 'USD')).toBe(2000)
  expect(readMoney('20,5', 'USD')).toBe(2050)
  expect(readMoney('.5', 'USD')).toBe(50)
  expect(readMoney('1 250.00', 'USD')).toBe(125_000)
})

test('what is not an amount is refused', () => {
  for (const typed of ['', '.', 'abc', '-5', '1.234', '1.2.3', '9999999999']) {
    expect(readMoney(typed, 'USD'), typed).toBeNull()
  }
})

test('money that went out has its sign before the currency, as each language writes it, and is read back', () => {
  expect(formatMoney(-1999, 'USD', 'en')).toBe('−$19.99')
  expect(formatMoney(-1250000, 'UZS', 'ru')).toMatch(/^−12\s500\sсум$/)
  expect(plainMoney(-1999, 'USD', 'ru')).toBe('-19,99')
  expect(readSignedMoney('-19,99', 'USD')).toBe(-1999)
  expect(readSignedMoney(' −5', 'USD')).toBe(-500)
  expect(readSignedMoney('19.99', 'USD')).toBe(1999)
  expect(readSignedMoney('-0', 'USD')).toBe(0)
  expect(readSignedMoney('--5', 'USD')).toBeNull()
})

test('an amount that is only too large is told from what is none', () => {
  for (const typed of ['99999999999', '1 000 000 000', '1000000000,50'])
    expect(isTooMuch(typed, 'USD'), typed).toBe(true)
  for (const typed of [
    '999999999.99',
    '99999999999.999',
    '-99999999999',
    '99999999999x',
    '',
    '0000000000020',
  ])
    expect(isTooMuch(typed, 'USD'), typed).toBe(false)
  for (const currency of ['USD', 'JPY'])
    expect(readMoney(plainMoney(mostMoney(currency), currency, 'en'), currency)).toBe(mostMoney(currency))
})
